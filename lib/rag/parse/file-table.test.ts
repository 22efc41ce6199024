import { expect, test } from 'vitest'
import { fileTable } from './file-table'

const csv = (text: string) => ({ bytes: new TextEncoder().encode(text), mime: 'text/csv' })

test('reads the rows of a CSV file by column name', () => {
  expect(fileTable(csv('name,age\nAda,36\n'))).toEqual({ rows: [{ name: 'Ada', age: '36' }] })
})

test('rejects rows that repeat a long column name until they exceed the limit of a document', () => {
  const name = 'x'.repeat(100_000)
  expect(() => fileTable(csv(`${name}\n${'1\n'.repeat(300)}`))).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }))
})
