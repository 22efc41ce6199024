import type { StepWriter } from '@/lib/export/node-export'
import type { ConditionOperator } from '@/lib/graph/conditions'

/** Generates a comparison from the code of both sides. */
export function conditionCode(writer: StepWriter, a: string, operator: ConditionOperator, b: string): string {
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
