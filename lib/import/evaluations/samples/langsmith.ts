import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { dropFields, inputsOf, outputOf, splitOf } from '../case-parts'
import { FileReader } from '../evaluation-file'
import { isRecord } from '../file-values'
import type { ReadRows } from './read-rows'

/** Examples of a LangSmith data set, from its API, as JSON Lines, or as CSV with columns `inputs.x` and `outputs.y`. */
export const readLangsmith: ReadRows = (rows) => {
  const reader = new FileReader('langsmith')
  for (const { row, value } of rows) {
    const inputs = inputsOf(value.inputs ?? columnsOf(value, 'input'), reader, row, 'inputs')
    if (!inputs) {
      reader.reject(row, 'inputs', problem('evaluationFiles.noInput'))
      continue
    }
    const { dataset_split: inMetadata, ...others } = isRecord(value.metadata) ? value.metadata : {}
    dropFields(reader, row, { metadata: others, attachments: value.attachments ?? null }, ['metadata', 'attachments'])
    const split = splitOf(value.split ?? inMetadata)
    const expected = outputOf(value.outputs ?? columnsOf(value, 'output'))
    reader.add(row, { id: value.id, split, data: { ...inputs, ...(expected === undefined ? {} : { expected }) } })
  }
  return reader.file
}

/** The values of columns such as `inputs.question` or `input_question`, by the rest of their names. */
function columnsOf(value: JsonObject, kind: 'input' | 'output'): JsonObject {
  const name = new RegExp(`^${kind}s?[._](.+)$`)
  const found = Object.entries(value).flatMap(([key, item]) => {
    const own = name.exec(key)?.[1]
    return own === undefined || item === '' ? [] : [[own, item] as const]
  })
  return Object.fromEntries(found)
}
