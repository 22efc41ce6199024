import { MAX_CASE_BYTES, MAX_EVALUATION_FILE_BYTES, MAX_FILE_CASES } from '@/lib/contracts/evaluation-files'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { EvaluationFile } from './evaluation-file'
import { type FileRow, isRecord, readFileValue, rowsOf } from './file-values'
import { itemsOfRun, readOpenAiEvals } from './openai/read-openai-evals'
import { readPromptfoo } from './promptfoo/read-promptfoo'
import { readBraintrust } from './samples/braintrust'
import { readInspect } from './samples/inspect'
import { readLangfuse } from './samples/langfuse'
import { readLangsmith } from './samples/langsmith'
import { readOwn } from './samples/own-rows'
import type { GoodRow, ReadRows } from './samples/read-rows'

const MEGABYTE = 1024 * 1024
const MAX_REFUSED = 1_000

/**
 * Reads a file of another evaluation tool, which its content identifies. The text is hostile input: nothing of it is
 * executed, and no file or address in it is read.
 * @throws INVALID_INPUT, INVALID_JSON, TOO_LARGE
 */
export function readEvaluationFile(bytes: Uint8Array, fileName: string): EvaluationFile {
  if (bytes.byteLength > MAX_EVALUATION_FILE_BYTES) {
    const megabytes = Math.ceil(bytes.byteLength / MEGABYTE)
    const max = MAX_EVALUATION_FILE_BYTES / MEGABYTE
    throw new AppError('TOO_LARGE', problem('evaluationFiles.tooLarge', { megabytes, max }))
  }
  const value = readFileValue(textOf(bytes), fileName)
  const file = value.kind === 'rows' ? readRows(value.rows, null) : readDocument(value.value)
  if (file.cases.length === 0 && file.invalid === 0 && file.scorers.length === 0)
    throw new AppError('INVALID_INPUT', problem('evaluationFiles.noCases'))
  return file
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('INVALID_INPUT', problem('files.notUtf8'), { cause })
  }
}

function readDocument(value: Json): EvaluationFile {
  if (Array.isArray(value)) return readRows(rowsOf(value), null)
  if (!isRecord(value)) throw unknownFormat()
  if (isOpenAi(value)) return readRows(rowsOf(itemsOfRun(value)), value)
  if (Array.isArray(value.tests) || typeof value.tests === 'string' || 'defaultTest' in value) {
    if (Array.isArray(value.tests)) requireFewCases(value.tests.length)
    return readPromptfoo(value)
  }
  const list = ['data', 'samples', 'events', 'examples', 'items'].map((name) => value[name]).find(Array.isArray)
  // Without a list, the document itself is the only row.
  return readRows(rowsOf(list ?? [value]), null)
}

const isOpenAi = (value: JsonObject): boolean => 'testing_criteria' in value || value.object === 'eval.run'

/** @param settings the settings of an evaluation of OpenAI; null if the file has none outside of its rows */
function readRows(rows: readonly FileRow[], settings: JsonObject | null): EvaluationFile {
  requireFewCases(rows.length)
  const all: GoodRow[] = []
  const bad: FileRow[] = []
  for (const { row, value, reason } of rows) {
    const size = value ? Buffer.byteLength(JSON.stringify(value)) : 0
    if (size > MAX_CASE_BYTES) throw caseTooLarge(row, size)
    if (value) all.push({ row, value })
    else bad.push({ row, value, reason })
  }
  // The settings can be the first line, before the items.
  const [first] = all
  const isHeader = settings === null && first !== undefined && isOpenAi(first.value)
  const own = isHeader ? first.value : settings
  const good = isHeader ? all.slice(1) : all
  const file = own === null ? readerOf(good)(good) : readOpenAiEvals({ settings: own, rows: good })
  const refused = bad.map(({ row, reason }) => ({
    row,
    field: '',
    kind: 'invalid' as const,
    reason: reason ?? problem('evaluationFiles.notObject'),
  }))
  return {
    ...file,
    invalid: file.invalid + bad.length,
    issues: [...refused.slice(0, MAX_REFUSED), ...file.issues],
    issueCount: file.issueCount + bad.length,
  }
}

/** Detects the format by the fields of the first rows. @throws INVALID_INPUT */
function readerOf(rows: readonly GoodRow[]): ReadRows {
  const names = new Set(rows.slice(0, 20).flatMap(({ value }) => Object.keys(value)))
  const has = (...wanted: string[]) => wanted.some((name) => names.has(name))
  if (has('assert', 'vars')) return (all) => readPromptfoo({ tests: all.map(({ value }) => value) })
  if (has('item', 'ideal')) return (all) => readOpenAiEvals({ settings: null, rows: all })
  if (has('expectedOutput', 'expected_output', 'sourceTraceId', 'datasetName')) return readLangfuse
  if (has('target', 'choices')) return readInspect
  if (has('_xact_id', 'root_span_id')) return readBraintrust
  if (has('outputs', 'dataset_id', 'source_run_id') || [...names].some((name) => /^(inputs?|outputs?)[._]/.test(name)))
    return readLangsmith
  if (has('inputs')) return readOwn
  if (has('input')) return readBraintrust
  throw unknownFormat()
}

const unknownFormat = () => new AppError('INVALID_INPUT', problem('evaluationFiles.unknownFormat'))

/** @throws TOO_LARGE */
function requireFewCases(count: number): void {
  if (count > MAX_FILE_CASES)
    throw new AppError('TOO_LARGE', problem('evaluationFiles.tooManyCases', { count, max: MAX_FILE_CASES }))
}

function caseTooLarge(row: number, bytes: number): AppError {
  const sizes = { kilobytes: Math.ceil(bytes / 1024), max: MAX_CASE_BYTES / 1024 }
  return new AppError('TOO_LARGE', problem('evaluationFiles.caseTooLarge', { row, ...sizes }))
}
