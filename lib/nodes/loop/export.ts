import { defineExport, type StepWriter } from '@/lib/export/node-export'
import { conditionCode } from '../shared/conditions/condition-code'
import type { LoopConfig } from './manifest'

export default defineExport<LoopConfig>({
  write(writer, config) {
    const start = writer.input('start') ?? 'null'
    const loop = writer.local('loop')
    const [value, index] = [writer.local('value'), writer.local('index')]
    const limit = `The loop did not come to its end within ${config.maxRounds} rounds.`
    const give = (port: string) =>
      writer.give([
        [port, `${loop}.state`],
        ['rounds', `${loop}.rounds`],
      ])
    return {
      doc: `repeats the steps inside it, ${config.maxRounds} times at most.`,
      lines: [
        `const ${loop} = await ${writer.lib('rounds', 'runRounds')}(${start}, {`,
        `  mode: '${config.mode}',`,
        `  maxRounds: ${config.maxRounds},`,
        `  holds: (${value}) => ${conditionsCode(writer, config, value)},`,
        `  round: async (${value}, ${index}) => (await ${writer.frame()}(state, { state: ${value}, ${index === 'index' ? index : `index: ${index}`} }, config)).next,`,
        '})',
        config.onLimit === 'port'
          ? `if (!${loop}.isFinished) return ${give('unfinished')}`
          : `if (!${loop}.isFinished) throw new Error(${writer.text(limit)})`,
        `return ${give('result')}`,
      ],
    }
  },
})

function conditionsCode(writer: StepWriter, { conditions, match }: LoopConfig, value: string): string {
  return conditions
    .map(({ path, operator, right }) => {
      const keys = path.trim() === '' ? [] : path.trim().split('.')
      const part =
        keys.length === 0 ? value : `${writer.lib('values', 'partOf')}(${[value, ...keys.map(writer.text)].join(', ')})`
      return conditionCode(writer, part, operator, writer.template(right))
    })
    .join(match === 'all' ? ' && ' : ' || ')
}
