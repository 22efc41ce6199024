import { parse } from 'csv-parse/sync'
import { AppError } from '@/lib/core/app-error'
import { decodeText } from './decode-text'
import { writeRecords } from './records'
import { TextBuilder } from './text-builder'

const LONGEST_RECORD_BYTES = 1_000_000

export function parseCsv(bytes: Uint8Array): TextBuilder {
  const source = decodeText(bytes).replace(/^\ufeff/, '')
  // Excel's own first line, which names the delimiter and is no row.
  const [line, named] = /^sep=(.)\r?\n/i.exec(source) ?? ['']
  const [header = [], ...records] = readRecords(source.slice(line.length), named)
  const builder = new TextBuilder()
  // A table of one row has no header.
  const rows = records.length === 0 ? [header] : records
  const names = records.length === 0 ? [] : header
  writeRecords(builder, fieldsOf(rows, names))
  return builder
}

function* fieldsOf(rows: readonly string[][], names: readonly string[]) {
  for (const row of rows) yield row.map((value, index) => [names[index] ?? '', value] as const)
}

function readRecords(source: string, delimiter = delimiterOf(source)): string[][] {
  try {
    return parse(source, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_RECORD_BYTES,
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : ''
    throw new AppError('INVALID_INPUT', `This CSV file could not be read: ${reason}`, { cause })
  }
}

/** The candidate that the first line holds most often. */
function delimiterOf(source: string): string {
  const line = source.slice(0, 10_000).split('\n', 1)[0] ?? ''
  const count = (delimiter: string) => line.split(delimiter).length
  return [',', ';', '\t', '|'].reduce((best, next) => (count(next) > count(best) ? next : best))
}
