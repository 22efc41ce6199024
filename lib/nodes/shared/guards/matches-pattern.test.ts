import { expect, test } from 'vitest'
import { matchesPattern } from './matches-pattern'

test('answers a pattern with exponential backtracking in linear time', () => {
  // A backtracking engine would never finish, so no time limit is needed.
  expect(matchesPattern('^(a+)+$', `${'a'.repeat(50_000)}b`)).toBe(false)
  expect(matchesPattern('^(a|aa)+$', `${'a'.repeat(50_000)}b`)).toBe(false)
})

test.each([
  ['10,000 letters', 'a'.repeat(10_000), /at most 1,000 characters/],
  ['look-behind', '(?<=a)b', /Lookaround and backreferences are not supported/],
  ['a back-reference', '(a)\\1', /not supported/],
  ['an open bracket', '[a', /is not a valid pattern/],
  ['a repetition beyond all bounds', 'a{1,100000}', /is not a valid pattern/],
])('rejects %s with an explanation', (_, pattern, message) => {
  expect(() => matchesPattern(pattern, 'ab')).toThrow(message)
})
