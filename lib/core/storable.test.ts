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
