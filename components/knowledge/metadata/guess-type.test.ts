import { expect, test } from 'vitest'
import { guessType } from './guess-type'

test('guesses the type of a field from file values', () => {
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

test('a guess never loses information', () => {
  const values = ['00123', '12345678901234567891', '1.10', '9007199254740993', '[Draft] Kettle manual']
  expect(values.map((value) => guessType([value]))).toEqual(values.map(() => 'text'))
})

test('guesses text for values of different types', () => {
  expect(guessType(['1990', 'unknown'])).toBe('text')
  expect(guessType(['1990', '2010'])).toBe('number')
  expect(guessType([])).toBe('text')
})
