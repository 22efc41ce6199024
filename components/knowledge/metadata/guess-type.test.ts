import { expect, test } from 'vitest'
import { guessType } from './guess-type'

test('the type of a field is guessed from a value of a file', () => {
  expect(
    ['["nq", "general"]', 'false', '1990', '-3.5', '2010-01-10', '2010-01-10T08:00:00Z', '3 apples', ''].map(guessType),
  ).toEqual(['list', 'boolean', 'number', 'number', 'date', 'date', 'text', 'text'])
})
