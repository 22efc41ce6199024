import 'server-only'
import { pipeline, Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { MAX_BATCH_ROWS } from '@/lib/contracts/batches'
import { AppError } from '@/lib/core/app-error'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import { findJsonExcess } from '@/lib/core/json-size'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { storable } from '@/lib/core/storable'
import { wellFormed } from '@/lib/core/well-formed'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { delimiterOf } from '../datasets/parse/csv-delimiter'

export interface ParsedRow {
  /** Number of the row from 1, not counting the header. */
  row: number
  values: JsonObject
  /** Why the row is invalid. */
  error: Problem | null
}

const MAX_COLUMNS = 200
/** Maximum bytes of a CSV row, and maximum characters of a JSON line. */
const MAX_RECORD = 1_000_000
/** Maximum values of a JSON line: more would take seconds to check. */
const MAX_VALUES = 50_000
const CHUNK = 32 * 1024

/** The rows of an uploaded file. @throws AppError INVALID_INPUT, TOO_LARGE */
export async function* parseRows(
  bytes: Uint8Array,
  format: 'csv' | 'jsonl',
  maxRows: number = MAX_BATCH_ROWS,
): AsyncGenerator<ParsedRow> {
  const text = decode(bytes)
  let row = 0
  for await (const { values, error } of format === 'csv' ? csvRows(bytes, delimiterOf(text)) : jsonRows(text)) {
    row += 1
    if (row > maxRows) throw new AppError('TOO_LARGE', problem('batches.tooManyRows', { max: maxRows }))
    yield { row, values, error }
  }
  if (row === 0) throw new AppError('INVALID_INPUT', problem('batches.noRows'))
}

async function* csvRows(bytes: Uint8Array, delimiter: string): AsyncGenerator<Omit<ParsedRow, 'row'>> {
  const parser = parse({
    bom: true,
    delimiter,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_RECORD,
    info: false,
  })
  // In chunks: parsing a whole file at once would block other requests, even if it has too many rows.
  pipeline(Readable.from(chunksOf(bytes)), parser, () => {})
  let header: string[] | null = null
  try {
    for await (const cells of parser) {
      if (header) yield toRow(header, cells)
      else header = checkHeader(cells)
    }
  } catch (cause) {
    if (AppError.isInstance(cause)) throw cause
    const reason = cause instanceof Error ? cause.message.slice(0, 270) : ''
    throw new AppError('INVALID_INPUT', problem('batches.csvUnreadable', { reason }), { cause })
  }
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Buffer> {
  for (let index = 0; index < bytes.length; index += CHUNK) {
    yield Buffer.from(bytes.subarray(index, index + CHUNK))
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Extra cells are an error and not dropped: they mean that a cell contained the delimiter. */
function toRow(header: readonly string[], cells: readonly string[]): Omit<ParsedRow, 'row'> {
  if (cells.length > header.length && cells.slice(header.length).some((cell) => cell.trim() !== ''))
    return {
      values: {},
      error: problem('batches.rowTooManyCells', { cells: cells.length, columns: header.length }),
    }
  const texts: JsonObject = {}
  for (const [index, name] of header.entries()) {
    const cell = cells[index]
    if (cell !== undefined) texts[name] = wellFormed(cell).replaceAll('\0', '')
  }
  return { values: texts, error: null }
}

function checkHeader(header: string[]): string[] {
  // Checked before comparing columns: a line of commas has a million, and comparing those takes hours.
  if (header.length > MAX_COLUMNS)
    throw new AppError('TOO_LARGE', problem('files.tooManyColumns', { max: MAX_COLUMNS }))
  const names = header.map((name, index) => name.trim() || `column ${index + 1}`)
  const duplicate = names.find((name, index) => names.indexOf(name) !== index)
  if (duplicate !== undefined)
    throw new AppError('INVALID_INPUT', problem('files.columnTwice', { column: duplicate.slice(0, 80) }))
  if (findJsonFlaw(Object.fromEntries(names.map((name) => [name, '']))) || names.includes('__proto__'))
    throw new AppError('INVALID_INPUT', problem('batches.columnReserved'))
  return names
}

async function* jsonRows(text: string): AsyncGenerator<Omit<ParsedRow, 'row'>> {
  let characters = 0
  for (const part of lines(text)) {
    characters += part.length + 1
    // A long file must not block other requests, whether its lines are many or long.
    if (characters > CHUNK) {
      characters = 0
      await new Promise((resolve) => setImmediate(resolve))
    }
    if (part.trim() !== '') yield jsonRow(part)
  }
}

function* lines(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    yield text.slice(start, end === -1 ? text.length : end)
    start = end === -1 ? text.length : end + 1
  }
}

function jsonRow(text: string): Omit<ParsedRow, 'row'> {
  if (text.length > MAX_RECORD) return invalid(problem('batches.lineTooLong', { max: MAX_RECORD }))
  // Each value takes at least one character.
  if (text.length > MAX_VALUES && hasManyValues(text))
    return invalid(problem('batches.lineTooManyValues', { max: MAX_VALUES }))
  try {
    const value: unknown = JSON.parse(text)
    if (isTooWide(value)) return invalid(problem('batches.lineTooManyNames', { max: MAX_COLUMNS }))
    const parsed = JsonObjectSchema.safeParse(value)
    if (!parsed.success) return invalid(problem('batches.lineNotObject'))
    if (findJsonFlaw(value)) return invalid(problem('batches.lineFlawed'))
    return { values: storable(parsed.data), error: null }
  } catch {
    return invalid(problem('batches.lineNotJson'))
  }
}

const invalid = (error: Problem): Omit<ParsedRow, 'row'> => ({ values: {}, error })

const hasManyValues = (text: string): boolean => {
  const limits = { values: MAX_VALUES, names: MAX_VALUES, depth: Number.POSITIVE_INFINITY }
  return findJsonExcess(Buffer.from(text), limits) !== null
}

const isTooWide = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > MAX_COLUMNS

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('INVALID_INPUT', problem('files.notUtf8'), { cause })
  }
}
