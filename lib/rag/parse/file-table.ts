import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { FILE_TYPES } from '@/lib/files/file-types'
import { problem } from '@/lib/messages/problems/problem'
import { unpackOffice } from './archive/unpack'
import { decodeText } from './text/decode-text'
import { splitCsv } from './text/parse-csv'
import { readJson } from './text/parse-json'
import { checkLength } from './text-builder'
import { fillMerged } from './xlsx/fill-merged'
import { splitSheet } from './xlsx/split-sheet'
import { readSheet, type SheetRow } from './xlsx/xlsx-sheet'
import { readWorkbook } from './xlsx/xlsx-workbook'

export interface FileTable {
  /** One object per row, by column name. */
  rows: JsonObject[]
  /** The value of a JSON file. */
  json?: Json
}

const MAX_ROWS = 100_000
const NUMBER = /^-?\d+(?:\.\d+)?$/
/** A longer number would lose digits. */
const MAX_DIGITS = 15

/** The rows of a table; none for documents. @throws INVALID_INPUT, INVALID_JSON, LIMIT_EXCEEDED, TOO_LARGE */
export function fileTable({ bytes, mime }: { bytes: Uint8Array; mime: string }): FileTable {
  const table = readTable(bytes, FILE_TYPES.find(({ mimeType }) => mimeType === mime)?.kind)
  if (table.rows.length > MAX_ROWS)
    throw new AppError('LIMIT_EXCEEDED', problem('nodes.fileTooManyRows', { count: table.rows.length, max: MAX_ROWS }))
  // The length of JSON is bounded by its file.
  if (table.json === undefined) checkTotalLength(table.rows)
  return table
}

/** A merged cell or a column name is one text for many rows, but is written out for each when rows leave the thread. */
function checkTotalLength(rows: readonly JsonObject[]): void {
  let characters = 0
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) characters += name.length + String(value).length
    checkLength(characters)
  }
}

function readTable(bytes: Uint8Array, kind: string | undefined): FileTable {
  switch (kind) {
    case 'csv': {
      const { names, below } = splitCsv(bytes)
      return { rows: below.map((cells) => recordOf(cells.map((cell, index) => [names[index], index, cell]))) }
    }
    case 'xlsx':
      return { rows: excelRows(bytes) }
    case 'json': {
      const json = readJson(textOf(bytes)) as Json
      return { rows: Array.isArray(json) ? json.filter(isRecord) : [], json }
    }
    case 'jsonl': {
      const lines = textOf(bytes).split('\n')
      const values = lines.flatMap((line, index) => (line.trim() === '' ? [] : [readJson(line, index + 1) as Json]))
      return { rows: values.filter(isRecord), json: values }
    }
    default:
      return { rows: [] }
  }
}

const textOf = (bytes: Uint8Array): string => decodeText(bytes).replace(/^\ufeff/, '')

const isRecord = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The rows of the first sheet with content. */
function excelRows(bytes: Uint8Array): JsonObject[] {
  const workbook = readWorkbook(unpackOffice(bytes))
  for (const { isHidden, content } of workbook?.sheets ?? []) {
    if (isHidden || !workbook) continue
    const sheet = readSheet(content, workbook)
    fillMerged(sheet)
    const { names, below } = splitColumn(sheet.rows) ?? splitSheet(sheet.rows)
    const rows = below.map(({ cells }) =>
      recordOf(
        cells.map(({ column, text, isValue }) => [
          names.get(column),
          column,
          isValue && NUMBER.test(text) && text.length <= MAX_DIGITS ? Number(text) : text,
        ]),
      ),
    )
    if (rows.length > 0) return rows
  }
  return []
}

/** In a sheet with a single column, the first text is its name. */
function splitColumn(rows: readonly SheetRow[]): ReturnType<typeof splitSheet> | null {
  const [first, ...below] = rows
  const [header] = first?.cells ?? []
  const hasOneColumn = rows.every(({ cells }) => cells.length === 1 && cells[0]?.column === header?.column)
  if (!header || header.isValue || !hasOneColumn || below.length === 0) return null
  return { names: new Map([[header.column, header.text]]), above: [], below }
}

/** Columns without a name are called by their number. Names from files are data: none reaches a prototype. */
function recordOf(cells: readonly (readonly [name: string | undefined, column: number, value: Json])[]): JsonObject {
  return Object.fromEntries(cells.map(([name, column, value]) => [name?.trim() || `column ${column + 1}`, value]))
}
