import { parse } from 'csv-parse/sync'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { TextBuilder } from '../text-builder'
import { decodeText } from './decode-text'
import { writeRecords } from './records'

const MAX_RECORD_BYTES = 1_000_000
/** Start of the file that is used to detect the delimiter. */
const SAMPLE_CHARACTERS = 10_000
const MAX_TITLES = 10

export function parseCsv(bytes: Uint8Array): TextBuilder {
  const { names, above, below } = splitCsv(bytes)
  const builder = new TextBuilder()
  writeRecords(builder, fieldsOf(above, []))
  writeRecords(builder, fieldsOf(below, names))
  return builder
}

/** The column names of a CSV file, with the records above and below them. */
export function splitCsv(bytes: Uint8Array): { names: string[]; above: string[][]; below: string[][] } {
  const source = decodeText(bytes).replace(/^\ufeff/, '')
  // Excel's own first line, which names the delimiter and is not a row.
  const [line, named] = /^sep=(.)\r?\n/i.exec(source) ?? ['']
  const records = readRecords(source.slice(line.length), named)
  const headerIndex = headerAt(records)
  // A table with one row has no header.
  const names = headerIndex < records.length - 1 ? (records[headerIndex] ?? []) : []
  return {
    names,
    above: records.slice(0, headerIndex),
    below: records.slice(names.length > 0 ? headerIndex + 1 : headerIndex),
  }
}

/** Reports have single-cell lines above their table, such as title and date. */
function headerAt(records: readonly string[][]): number {
  const filled = (record: readonly string[]) => record.filter((value) => value.trim() !== '').length
  const index = records.slice(0, MAX_TITLES + 1).findIndex((record) => filled(record) > 1)
  return records.some((record) => filled(record) > 2) ? Math.max(0, index) : 0
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
      max_record_size: MAX_RECORD_BYTES,
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : ''
    throw new AppError('INVALID_INPUT', problem('documents.csvUnreadable', { reason }), { cause })
  }
}

/**
 * The candidate that splits most of the first records into the same number of fields, since
 * decimals and names contain commas.
 */
function delimiterOf(source: string): string {
  const sample = source.slice(0, SAMPLE_CHARACTERS)
  const [best] = [',', ';', '\t', '|']
    .map((delimiter) => ({ delimiter, ...agreement(sample, delimiter) }))
    .sort((item, other) => other.records - item.records || other.fields - item.fields)
  return best?.delimiter ?? ','
}

/** Number of records with the most common number of fields; 0 for a single field. */
function agreement(sample: string, delimiter: string): { records: number; fields: number } {
  const counts = new Map<number, number>()
  let fields = 1
  let isQuoted = false
  for (const character of `${sample}\n`) {
    if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === delimiter) fields += 1
    else if (character === '\n') {
      if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1)
      fields = 1
    }
  }
  const [mostCommon] = [...counts].sort((item, other) => other[1] - item[1] || other[0] - item[0])
  return { records: mostCommon?.[1] ?? 0, fields: mostCommon?.[0] ?? 0 }
}
