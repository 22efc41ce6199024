import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDollars, writeDollars } from './parse-dollars'

test('parses common notations', () => {
  expect(['25', '0.5', ' $1.05 ', '0,10', '0.000001'].map(parseDollars)).toEqual([
    ...[25_000_000, 500_000, 1_050_000, 100_000, 1],
  ])
  expect(['', '-1', 'ten', '1.0000001', '1e3', '9999999999'].map(parseDollars)).toEqual(Array(6).fill(null))
})

test('formatting and parsing round-trip', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_000_000 }), (micros) => {
      expect(parseDollars(writeDollars(micros))).toBe(micros)
    }),
  )
  expect([0, 500_000, 25_000_000, 1].map(writeDollars)).toEqual(['0', '0.50', '25', '0.000001'])
})
