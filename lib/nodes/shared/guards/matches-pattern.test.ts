import { expect, test } from 'vitest'
import { matchesPattern } from './matches-pattern'

test('§7.18 T93 a pattern that would run for ever elsewhere is answered at all', () => {
  // A backtracking engine would need longer than the sun lasts: no clock is needed to tell the two apart.
  expect(matchesPattern('^(a+)+$', `${'a'.repeat(50_000)}b`)).toBe(false)
  expect(matchesPattern('^(a|aa)+$', `${'a'.repeat(50_000)}b`)).toBe(false)
})

test.each([
  ['10 KB of it', 'a'.repeat(10_000), /at most 1000 characters/],
  ['look-behind', '(?<=a)b', /Look-around and back-references are not supported/],
  ['a back-reference', '(a)\\1', /not supported/],
  ['an open bracket', '[a', /is not a pattern that Patchbay knows/],
  ['a repetition beyond all bounds', 'a{1,100000}', /is not a pattern that Patchbay knows/],
])('§7.18 %s is refused in words', (_, pattern, message) => {
  expect(() => matchesPattern(pattern, 'ab')).toThrow(message)
})
