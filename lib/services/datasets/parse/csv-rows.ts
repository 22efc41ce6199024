import { CsvError, parse } from 'csv-parse/sync'
import { AppError } from '@/lib/core/app-error'
import { isReservedKey } from '@/lib/core/reserved-keys'
import { storable } from '@/lib/core/storable'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { delimiterOf } from './csv-delimiter'
import { NOT_UTF8 } from './decode-upload'
import { goodRow, MAX_COLUMNS, MAX_ROW_CHARACTERS, rejectedRow, type UploadRow } from './upload-row'

/** A file with more broken quotes than this is not a CSV. */
const MAX_RESTARTS = 50

/** Rows of a CSV file. An unreadable row is rejected alone; parsing resumes at the next line. */
export function* csvRows(
  source: { text: string; isDamaged: boolean },
  limit = Number.MAX_SAFE_INTEGER,
): Generator<UploadRow> {
  // Normalizes line ends, since lines are counted.
  const text = source.text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n')
  const delimiter = delimiterOf(text)
  let header: string[] | null = null
  let position = { offset: 0, line: 1 }
  for (let restarts = 0; restarts <= MAX_RESTARTS; restarts += 1) {
    const { records, failure } = readRecords(text.slice(position.offset), delimiter, limit)
    for (const { cells, line } of records) {
      if (header) yield toRow(header, cells, { line: position.line + line - 1, isDamaged: source.isDamaged })
      else header = checkHeader(cells)
    }
    if (failure === null) return
    if (!header) throw new AppError('INVALID_INPUT', problem('datasets.firstLineUnreadable', { reason: failure }))
    position = positionAfter(text, position, records.at(-1)?.lastLine ?? 0)
    yield rejectedRow(position.line - 1, failure)
  }
  yield rejectedRow(position.line, problem('datasets.tooManyUnreadable'))
}

interface CsvRecord {
  cells: string[]
  /** First and last line, from 1. */
  line: number
  lastLine: number
}

function readRecords(
  text: string,
  delimiter: string,
  limit: number,
): { records: CsvRecord[]; failure: Problem | null } {
  const records: CsvRecord[] = []
  let before = { lines: 0, empty_lines: 0 }
  try {
    parse(text, {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW_CHARACTERS,
      ...(limit < Number.MAX_SAFE_INTEGER ? { to: limit + 1 } : {}),
      on_record: (cells: string[], { lines, empty_lines }: { lines: number; empty_lines: number }) => {
        const line = before.lines + 1 + (empty_lines - before.empty_lines)
        records.push({ cells, line, lastLine: lines })
        before = { lines, empty_lines }
        return null
      },
    })
    return { records, failure: null }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { records, failure: reasonOf(error.code) }
  }
}

function reasonOf(code: string): Problem {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return problem('datasets.quoteOpen')
  return problem(code === 'CSV_MAX_RECORD_SIZE' ? 'datasets.rowTooLong' : 'datasets.notCsv')
}

/** Position after the line where the unreadable row starts. */
function positionAfter(
  text: string,
  position: { offset: number; line: number },
  goodLines: number,
): { offset: number; line: number } {
  let { offset, line } = position
  const skip = () => {
    const end = text.indexOf('\n', offset)
    offset = end === -1 ? text.length : end + 1
    line += 1
  }
  for (let index = 0; index < goodLines; index += 1) skip()
  while (offset < text.length && /[\r\n]/.test(text[offset] ?? '')) skip()
  skip()
  return { offset, line }
}

function toRow(
  header: readonly string[],
  cells: readonly string[],
  { line, isDamaged }: { line: number; isDamaged: boolean },
): UploadRow {
  if (isDamaged && cells.some((cell) => cell.includes('\ufffd'))) return rejectedRow(line, NOT_UTF8)
  const extra = cells.slice(header.length).filter((cell) => cell.trim() !== '')
  if (extra.length > 0)
    return rejectedRow(line, problem('datasets.columnCount', { count: cells.length, expected: header.length }))
  return goodRow(line, storable(Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']))))
}

/** @throws INVALID_INPUT, TOO_LARGE */
function checkHeader(cells: readonly string[]): string[] {
  // Checked before comparing columns: a line of commas has a million.
  if (cells.length > MAX_COLUMNS) throw new AppError('TOO_LARGE', problem('files.tooManyColumns', { max: MAX_COLUMNS }))
  const names = cells.map((name, index) => storable(name).trim() || `column ${index + 1}`)
  const duplicate = names.find((name, index) => names.indexOf(name) !== index)
  if (duplicate !== undefined)
    throw new AppError('INVALID_INPUT', problem('files.columnTwice', { column: duplicate.slice(0, 80) }))
  const reserved = names.find(isReservedKey)
  if (reserved !== undefined)
    throw new AppError('INVALID_INPUT', problem('datasets.columnReserved', { column: reserved }))
  return names
}
