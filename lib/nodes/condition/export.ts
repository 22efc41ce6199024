import { defineExport, type StepWriter } from '@/lib/export/node-export'
import { conditionCode } from '../shared/conditions/condition-code'
import type { ConditionConfig } from './manifest'

export default defineExport<ConditionConfig>({
  write(writer, { cases }) {
    const value = writer.input('value') ?? 'null'
    const give = (port: string) => `return ${writer.give([[port, value]])}`
    return {
      doc: 'sends its value down the first branch whose conditions hold.',
      lines: [...cases.map((item) => `if (${caseCode(writer, item)}) ${give(item.id)}`), give('else')],
    }
  },
})

function caseCode(writer: StepWriter, { match, conditions }: ConditionConfig['cases'][number]): string {
  return conditions
    .map(({ left, operator, right }) => conditionCode(writer, writer.value(left), operator, writer.template(right)))
    .join(match === 'all' ? ' && ' : ' || ')
}
