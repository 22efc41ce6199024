import { expect, test } from 'vitest'
import { guessColumns } from './guess-columns'

test('a column that is called like a field or its label is meant', () => {
  const fields = [
    { name: 'customer_name', label: 'Customer' },
    { name: 'note', label: 'Note' },
  ]
  expect(guessColumns(fields, ['CUSTOMER', 'Total'])).toEqual({ customer_name: 'CUSTOMER' })
  expect(guessColumns(fields, ['Customer name', 'note'])).toEqual({ customer_name: 'Customer name', note: 'note' })
})

test('one field and one column belong together, whatever they are called', () => {
  expect(guessColumns([{ name: 'message', label: 'Message' }], ['Question'])).toEqual({ message: 'Question' })
})
