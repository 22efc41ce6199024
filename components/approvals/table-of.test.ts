import { expect, test } from 'vitest'
import { tableOf } from './table-of'

test('objects with plain values become a table with each name once', () => {
  expect(tableOf([{ a: 1 }, { a: 2, b: 'x' }])).toEqual(['a', 'b'])
})

test('nested, mixed and wide lists do not become tables', () => {
  expect(tableOf([{ a: { b: 1 } }])).toBeNull()
  expect(tableOf([{ a: 1 }, 'text'])).toBeNull()
  expect(tableOf([Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`c${index}`, 1]))])).toBeNull()
})
