import { defineExport, type StepWriter } from '@/lib/export/node-export'
import type { ConditionConfig } from './manifest'

type Case = ConditionConfig['cases'][number]

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

function caseCode(writer: StepWriter, { match, conditions }: Case): string {
  return conditions.map((condition) => conditionCode(writer, condition)).join(match === 'all' ? ' && ' : ' || ')
}

function conditionCode(writer: StepWriter, { left, operator, right }: Case['conditions'][number]): string {
  const [a, b] = [writer.value(left), writer.template(right)]
  const use = (name: string) => writer.lib('conditions', name)
  const text = (code: string) => `${writer.lib('values', 'toText')}(${code})`
  switch (operator) {
    case 'equals':
      return `${use('isEqual')}(${a}, ${b})`
    case 'not-equals':
      return `!${use('isEqual')}(${a}, ${b})`
    case 'contains':
      return `${use('contains')}(${a}, ${b})`
    case 'not-contains':
      return `!${use('contains')}(${a}, ${b})`
    case 'starts-with':
      return `${text(a)}.startsWith(${b})`
    case 'ends-with':
      return `${text(a)}.endsWith(${b})`
    case 'greater':
      return `${use('compare')}(${a}, ${b}) > 0`
    case 'less':
      return `${use('compare')}(${a}, ${b}) < 0`
    case 'greater-or-equal':
      return `${use('compare')}(${a}, ${b}) >= 0`
    case 'less-or-equal':
      return `${use('compare')}(${a}, ${b}) <= 0`
    case 'is-empty':
      return `${use('isEmpty')}(${a})`
    case 'is-not-empty':
      return `!${use('isEmpty')}(${a})`
    case 'is-true':
      return `${use('truthOf')}(${a}) === true`
    case 'is-false':
      return `${use('truthOf')}(${a}) === false`
    case 'matches':
      return `${writer.lib('pattern', 'matchesPattern')}(${b}, ${text(a)})`
    default: {
      const unhandled: never = operator
      return unhandled
    }
  }
}
