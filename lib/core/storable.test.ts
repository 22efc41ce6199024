import { expect, test } from 'vitest'
import { storable } from './storable'

test('§7.7 NUL and lone surrogates leave text, keys and anything nested; whole characters stay', () => {
  expect(storable({ 'a\0': ['x\0y', '\ud800', '😀', 1, null, { b: '\udc00!' }] })).toEqual({
    a: ['xy', '\ufffd', '😀', 1, null, { b: '\ufffd!' }],
  })
})

test('clean data is not copied', () => {
  const value = { a: [{ b: 'c' }] }
  expect(storable(value)).toBe(value)
})

test('T31 no reserved name comes to be by what is taken out of it', () => {
  const value = { 'a\0': { '__pro\0to__': { polluted: 1 }, 'con\0structor': 1, 'proto\0type': 2, kept: 3 } }
  expect(Object.getOwnPropertyNames(Reflect.get(storable(value), 'a'))).toEqual(['kept'])
})
