import { problem } from '@/lib/messages/problems/problem'
import { dropFields, inputsOf, outputOf, splitOf, tagsOf } from '../case-parts'
import { FileReader } from '../evaluation-file'
import { isRecord } from '../file-values'
import type { ReadRows } from './read-rows'

/** Rows of a Braintrust data set, from its API or as JSON Lines or CSV. */
export const readBraintrust: ReadRows = (rows) => {
  const reader = new FileReader('braintrust')
  for (const { row, value } of rows) {
    const { id, input, expected: wanted, tags: named, metadata } = value
    const inputs = inputsOf(input, reader, row, 'input')
    if (!inputs) {
      reader.reject(row, 'input', problem('evaluationFiles.noInput'))
      continue
    }
    const { split, ...others } = isRecord(metadata) ? metadata : {}
    const known = splitOf(split)
    dropFields(reader, row, { metadata: known === null ? (metadata ?? null) : others }, ['metadata'])
    const [expected, tags] = [outputOf(wanted), tagsOf(named)]
    const data = { ...inputs, ...(expected === undefined ? {} : { expected }), ...(tags.length > 0 ? { tags } : {}) }
    reader.add(row, { id, split: known, data })
  }
  return reader.file
}
