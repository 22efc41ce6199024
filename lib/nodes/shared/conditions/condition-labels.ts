import { CONDITION_OPERATORS } from '@/lib/graph/conditions'

export const OPERATOR_LABELS: Record<(typeof CONDITION_OPERATORS)[number], string> = {
  equals: 'is',
  'not-equals': 'is not',
  contains: 'contains',
  'not-contains': 'does not contain',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  greater: 'is greater than',
  less: 'is less than',
  'greater-or-equal': 'is at least',
  'less-or-equal': 'is at most',
  'is-empty': 'is empty',
  'is-not-empty': 'is not empty',
  'is-true': 'is true',
  'is-false': 'is false',
  matches: 'matches the pattern',
}

/** Operators with a right side. */
export const operatorsWithRight = CONDITION_OPERATORS.filter((operator) => !operator.startsWith('is-'))
