import { expect, test } from 'vitest'
import { storable } from './storable'

test('removes NUL and lone surrogates from text, keys and nested values, and keeps whole characters', () => {
  expect(storable({ 'a\0': ['x\0y', '\ud800', '😀', 1, null, { b: '\udc00!' }] })).toEqual({
    a: ['xy', '\ufffd', '😀', 1, null, { b: '\ufffd!' }],
  })
})

test('does not copy clean data', () => {
  const value = { a: [{ b: 'c' }] }
  expect(storable(value)).toBe(value)
})

test('never creates a reserved key by removing characters', () => {
  const value = { 'a\0': { '__pro\0to__': { polluted: 1 }, 'con\0structor': 1, 'proto\0type': 2, kept: 3 } }
  expect(Object.getOwnPropertyNames(Reflect.get(storable(value), 'a'))).toEqual(['kept'])
})
