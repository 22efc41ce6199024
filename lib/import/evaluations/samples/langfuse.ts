import { problem } from '@/lib/messages/problems/problem'
import { dropFields, inputsOf, outputOf } from '../case-parts'
import { FileReader } from '../evaluation-file'
import type { ReadRows } from './read-rows'

/** Items of a Langfuse data set, from its API or as CSV. */
export const readLangfuse: ReadRows = (rows) => {
  const reader = new FileReader('langfuse')
  for (const { row, value } of rows) {
    const { id, input, expectedOutput, expected_output: column } = value
    if (value.status === 'ARCHIVED') {
      reader.drop(row, 'status', problem('evaluationFiles.archived'))
      continue
    }
    const inputs = inputsOf(input, reader, row, 'input')
    if (!inputs) {
      reader.reject(row, 'input', problem('evaluationFiles.noInput'))
      continue
    }
    dropFields(reader, row, value, ['metadata'])
    const expected = outputOf(expectedOutput ?? column)
    reader.add(row, { id, data: { ...inputs, ...(expected === undefined ? {} : { expected }) } })
  }
  return reader.file
}
