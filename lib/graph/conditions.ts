import { z } from 'zod'
import type { Json } from '@/lib/core/json'
import { textFromJson } from './templates/text-from-json'

export const CONDITION_OPERATORS = [
  'equals',
  'not-equals',
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'greater',
  'less',
  'greater-or-equal',
  'less-or-equal',
  'is-empty',
  'is-not-empty',
  'is-true',
  'is-false',
  'matches',
] as const
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number]

/** A condition is data, never an expression. Both sides may contain references in a config. */
export const ConditionSchema = z.strictObject({
  left: z.string(),
  operator: z.enum(CONDITION_OPERATORS),
  right: z.string().default(''),
})
export type Condition = z.infer<typeof ConditionSchema>

export interface ConditionValues {
  left: Json
  operator: ConditionOperator
  right: Json
}

/** @param matches a linear-time regular expression test (re2js), since patterns are user input. */
export function evaluateCondition(
  { left, operator, right }: ConditionValues,
  matches: (pattern: string, text: string) => boolean,
): boolean {
  switch (operator) {
    case 'equals':
      return isEqual(left, right)
    case 'not-equals':
      return !isEqual(left, right)
    case 'contains':
      return contains(left, right)
    case 'not-contains':
      return !contains(left, right)
    case 'starts-with':
      return textFromJson(left).startsWith(textFromJson(right))
    case 'ends-with':
      return textFromJson(left).endsWith(textFromJson(right))
    case 'matches':
      return matches(textFromJson(right), textFromJson(left))
    default:
      return evaluateOrderOrState(left, operator, right)
  }
}

type OrderOrState = Exclude<
  ConditionOperator,
  'equals' | 'not-equals' | 'contains' | 'not-contains' | 'starts-with' | 'ends-with' | 'matches'
>

function evaluateOrderOrState(left: Json, operator: OrderOrState, right: Json): boolean {
  switch (operator) {
    case 'greater':
      return compare(left, right) > 0
    case 'less':
      return compare(left, right) < 0
    case 'greater-or-equal':
      return compare(left, right) >= 0
    case 'less-or-equal':
      return compare(left, right) <= 0
    case 'is-empty':
      return isEmpty(left)
    case 'is-not-empty':
      return !isEmpty(left)
    case 'is-true':
      return truthOf(left) === true
    case 'is-false':
      return truthOf(left) === false
    default: {
      const unhandled: never = operator
      return unhandled
    }
  }
}

function isEqual(left: Json, right: Json): boolean {
  const numbers = typeof left === 'number' || typeof right === 'number' ? numbersOf(left, right) : null
  return numbers ? numbers[0] === numbers[1] : textFromJson(left) === textFromJson(right)
}

function contains(left: Json, right: Json): boolean {
  if (Array.isArray(left)) return left.some((item) => isEqual(item, right))
  return textFromJson(left).includes(textFromJson(right))
}

/** Compares numbers numerically, and anything else as text, which also sorts ISO dates. */
function compare(left: Json, right: Json): number {
  const numbers = numbersOf(left, right)
  if (numbers) return numbers[0] - numbers[1]
  const [a, b] = [textFromJson(left), textFromJson(right)]
  if (a === b) return 0
  return a < b ? -1 : 1
}

function numbersOf(left: Json, right: Json): [number, number] | null {
  const [a, b] = [numberOf(left), numberOf(right)]
  return a === null || b === null ? null : [a, b]
}

function numberOf(value: Json): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(value)) return null
  return Number(value)
}

function isEmpty(value: Json): boolean {
  if (value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  if (typeof value === 'object') return Object.keys(value).length === 0
  return false
}

function truthOf(value: Json): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return null
  const text = value.trim().toLowerCase()
  if (text === 'true') return true
  return text === 'false' ? false : null
}
