import { expect, test } from 'vitest'
import { guessType } from './guess-type'

test('the type of a field is guessed from values of files', () => {
  const values = [
    '["nq", "general"]',
    '[]',
    'false',
    '1990',
    '-3.5',
    '2010-01-10',
    '2010-01-10T08:00:00Z',
    '3 apples',
    '',
  ]
  expect(values.map((value) => guessType([value]))).toEqual([
    ...['list', 'list', 'boolean', 'number', 'number', 'date', 'date', 'text', 'text'],
  ])
})

test('a guess loses nothing of a value', () => {
  const values = ['00123', '12345678901234567891', '1.10', '9007199254740993', '[Draft] Kettle manual']
  expect(values.map((value) => guessType([value]))).toEqual(values.map(() => 'text'))
})

test('values that differ in type are text', () => {
  expect(guessType(['1990', 'unknown'])).toBe('text')
  expect(guessType(['1990', '2010'])).toBe('number')
  expect(guessType([])).toBe('text')
})
