import { expect, test } from 'vitest'
import { guessColumns } from './guess-columns'

test('matches columns by field name or label', () => {
  const fields = [
    { name: 'customer_name', label: 'Customer' },
    { name: 'note', label: 'Note' },
  ]
  expect(guessColumns(fields, ['CUSTOMER', 'Total'])).toEqual({ customer_name: 'CUSTOMER' })
  expect(guessColumns(fields, ['Customer name', 'note'])).toEqual({ customer_name: 'Customer name', note: 'note' })
})

test('a single column matches a single field whatever its name', () => {
  expect(guessColumns([{ name: 'message', label: 'Message' }], ['Question'])).toEqual({ message: 'Question' })
})
