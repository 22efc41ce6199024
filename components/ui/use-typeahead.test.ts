import { expect, test } from 'vitest'
import { findOption } from './use-typeahead'

const options = ['Berlin', 'Bern', 'Basel', 'Cairo'].map((label) => ({ value: label.toLowerCase(), label }))

test.each([
  ['b', undefined, 'berlin'],
  ['b', 'berlin', 'bern'],
  ['bb', 'bern', 'basel'],
  ['b', 'basel', 'berlin'],
  ['ber', 'berlin', 'berlin'],
  ['bern', 'berlin', 'bern'],
  ['c', 'basel', 'cairo'],
  ['x', 'basel', undefined],
])('typing “%s” when %s is selected selects %s', (text, value, expected) => {
  expect(findOption(text, options, value)?.value).toBe(expected)
})

test('skips a disabled option', () => {
  expect(findOption('b', [{ value: 'bonn', label: 'Bonn', disabled: true }, ...options], undefined)?.value).toBe(
    'berlin',
  )
})
