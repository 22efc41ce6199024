import { expect, test } from 'vitest'
import type { Json } from '@/lib/core/json'
import { type ConditionOperator, ConditionSchema, evaluateCondition } from './conditions'

const check = (left: Json, operator: ConditionOperator, right: Json = '') =>
  evaluateCondition({ left, operator, right }, (pattern, text) => text === pattern)

test.each<[Json, ConditionOperator, Json, boolean]>([
  ['a', 'equals', 'a', true],
  ['1', 'equals', '1.0', false],
  [1, 'equals', '1.0', true],
  ['a', 'not-equals', 'b', true],
  ['abc', 'contains', 'b', true],
  [['x', 'b'], 'contains', 'b', true],
  ['abc', 'not-contains', 'b', false],
  ['abc', 'starts-with', 'ab', true],
  ['abc', 'ends-with', 'bc', true],
  ['10', 'greater', '9', true],
  ['2026-10-01', 'greater', '2026-09-30', true],
  ['9', 'less', '10', true],
  ['9', 'greater-or-equal', '9.0', true],
  ['10', 'less-or-equal', '9', false],
  ['  ', 'is-empty', '', true],
  [[], 'is-empty', '', true],
  [0, 'is-not-empty', '', true],
  [' TRUE ', 'is-true', '', true],
  ['yes', 'is-true', '', false],
  ['yes', 'is-false', '', false],
  [false, 'is-false', '', true],
  ['text', 'matches', 'text', true],
])('%j %s %j is %s', (left, operator, right, expected) => {
  expect(check(left, operator, right)).toBe(expected)
})

test('rejects an unknown operator by the schema', () => {
  expect(ConditionSchema.safeParse({ left: 'a', operator: 'eval', right: 'b' }).success).toBe(false)
  expect(ConditionSchema.parse({ left: 'a', operator: 'is-true' })).toEqual({
    left: 'a',
    operator: 'is-true',
    right: '',
  })
})
