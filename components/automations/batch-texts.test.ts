import { expect, test } from 'vitest'
import { answerText, mappedColumns, rowText } from './batch-texts'

test('shows the columns that the app receives first', () => {
  const mapping = { message: { kind: 'column', column: 'Question' }, tone: { kind: 'value', value: 'kind' } } as const
  expect(rowText({ Team: 'HR', Question: 'How long?', Id: 7 }, mappedColumns({ mapping }))).toBe('How long? · HR · 7')
  expect(rowText({ Team: 'HR' }, mappedColumns({ mapping: null }))).toBe('HR')
})

test('shows the text of a result without its citations, and structured results as JSON', () => {
  expect(answerText({ text: 'Six weeks [1]', citations: [{ number: 1 }] })).toBe('Six weeks [1]')
  expect(answerText({ json: { total: 4 } })).toBe('{"total":4}')
})
