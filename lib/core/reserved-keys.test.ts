import { expect, test } from 'vitest'
import { findJsonFlaw, isReservedKey } from './reserved-keys'

test('finds a reserved key at any depth and reports its path', () => {
  expect(findJsonFlaw(JSON.parse('{"a":[{"b":{"__proto__":{}}}]}'))).toEqual({
    kind: 'reserved-key',
    path: 'a.0.b.__proto__',
  })
  expect(findJsonFlaw({ a: { constructor: 1 } })).toEqual({ kind: 'reserved-key', path: 'a.constructor' })
  expect(isReservedKey('prototype')).toBe(true)
})

test('accepts plain data, and the same words as values', () => {
  expect(findJsonFlaw({ a: ['__proto__', { b: 'constructor' }], n: null })).toBeNull()
})

test('reports nesting that is too deep instead of overflowing the stack', () => {
  const deep: unknown = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000))
  expect(findJsonFlaw(deep)?.kind).toBe('too-deep')
})

test('limits the number of values, since a few bytes each cause much work', () => {
  const manyValues: unknown = JSON.parse(`{"a":{"b":[${'[],'.repeat(100)}1]}}`)
  expect(findJsonFlaw(manyValues, 200, 50)).toEqual({ kind: 'too-many', path: 'a.b' })
  expect(findJsonFlaw(manyValues, 200, 200)).toBeNull()
})
