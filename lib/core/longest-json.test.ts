import { expect, test } from 'vitest'
import { longestJson } from './longest-json'

test.each([
  ['a text', 'abc'],
  ['escapes', '\u0000"\n\ud800'],
  ['numbers', [-1.5e-300, Number.MAX_VALUE, -0.1234567890123456, 0, true, null]],
  ['nested values', { a: [{ 'b\u0001': 'c' }, []], d: {} }],
])('is never less than the actual size of %s', (_, value) => {
  expect(longestJson(value, 10_000)).toBeGreaterThanOrEqual(JSON.stringify(value).length)
})

test('stops counting early, and finds no bound for values that are not JSON', () => {
  expect(longestJson(Array.from({ length: 1_000_000 }).fill('x'), 100)).toBeLessThan(200)
  expect(longestJson({ a: 1n }, 100)).toBe(Number.POSITIVE_INFINITY)
})
