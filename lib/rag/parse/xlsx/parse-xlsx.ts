import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { unpackOffice } from '../archive/unpack'
import { officeProperties } from '../office/office-properties'
import type { Parsed } from '../parsed'
import { writeRecords } from '../text/records'
import { TextBuilder } from '../text-builder'
import { fillMerged } from './fill-merged'
import { readSheet, type SheetRow } from './xlsx-sheet'
import { readWorkbook } from './xlsx-workbook'

/** Excel allows a million rows per sheet; that many would exceed the thread's limits without an explanation. */
const MAX_ROWS = 500_000

const ROWS_PER_REPORT = 500

/** Each sheet under its name, each row a record with its column names. */
export function parseXlsx(bytes: Uint8Array, onProgress: (share: number) => void = () => {}): Parsed {
  const files = unpackOffice(bytes)
  const workbook = readWorkbook(files)
  if (!workbook) {
    throw new AppError('INVALID_INPUT', problem('documents.notExcel'))
  }
  if (workbook.sheets.length === 0) throw new AppError('INVALID_INPUT', problem('documents.excelDamaged'))
  const filled = workbook.sheets.filter(({ content }) => hasCells(content))
  if (filled.reduce((rows, { content }) => rows + countRows(content), 0) > MAX_ROWS)
    throw new AppError('TOO_LARGE', problem('documents.excelTooManyRows'))
  const builder = new TextBuilder()
  const shown = filled.filter(({ isHidden }) => !isHidden)
  const total = shown.reduce((rows, { content }) => rows + countRows(content), 0)
  let done = 0
  const onRow = () => {
    done += 1
    if (done % ROWS_PER_REPORT === 0) onProgress(done / total)
  }
  for (const { name, content } of shown) {
    if (shown.length > 1) builder.heading(1, name)
    const sheet = readSheet(content, { ...workbook, onRow })
    fillMerged(sheet)
    writeSheet(builder, sheet.rows)
  }
  const { title, ...properties } = officeProperties(files)
  const notices = hiddenNotices(filled.filter(({ isHidden }) => isHidden).map(({ name }) => name))
  return { builder, title, properties, shape: 'records', notices }
}

/** Names the hidden sheets, which are not read. */
function hiddenNotices(names: readonly string[]): Problem[] {
  if (names.length === 0) return []
  const quoted = names.map((name) => `“${name}”`).join(', ')
  return [problem('documents.hiddenSheets', { names: quoted })]
}

const VALUES = ['<v>', ':v>', '<t>', '<t ', ':t>', ':t ']

const hasCells = (sheet: Uint8Array): boolean => VALUES.some((tag) => asBuffer(sheet).includes(tag))

function countRows(sheet: Uint8Array): number {
  const xml = asBuffer(sheet)
  let rows = 0
  for (const tag of ['<row', ':row'])
    for (let index = xml.indexOf(tag); index !== -1; index = xml.indexOf(tag, index + tag.length)) rows += 1
  return rows
}

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) => Buffer.from(buffer, byteOffset, byteLength)

/** Titles above a table have one cell: the header is the first row at least half as wide as the widest. */
function writeSheet(builder: TextBuilder, rows: readonly SheetRow[]): void {
  const widest = rows.reduce((max, { cells }) => Math.max(max, cells.length), 0)
  const headerAt = rows.findIndex(({ cells }) => cells.length >= Math.max(2, widest / 2))
  const { names, length } = headerFrom(rows, headerAt)
  const above = rows.slice(0, Math.max(0, headerAt))
  const below = rows.slice(Math.max(0, headerAt) + length)
  writeRecords(builder, fieldsOf(above, new Map()))
  writeRecords(builder, fieldsOf(below, names))
}

function* fieldsOf(rows: readonly SheetRow[], names: ReadonlyMap<number, string>) {
  for (const { cells } of rows) yield cells.map(({ column, text }) => [names.get(column) ?? '', text] as const)
}

/** Column names and the number of header rows: column groups may have a name above. */
function headerFrom(rows: readonly SheetRow[], index: number): { names: Map<number, string>; length: number } {
  const [header, below] = [rows[index], rows[index + 1]]
  if (!header || !below || !isHeader(header)) return { names: new Map(), length: 0 }
  const names = namesIn(header)
  const isGrouped = [...names].some(([column, name]) => name === names.get(column - 1))
  if (!isGrouped || index >= rows.length - 2 || !isHeader(below)) return { names, length: 1 }
  const namesBelow = namesIn(below)
  const columns = [...new Set([...names.keys(), ...namesBelow.keys()])]
  const joined = columns.map((column) => {
    const [group = '', name = ''] = [names.get(column), namesBelow.get(column)]
    return [column, group === name ? name : `${group} ${name}`.trim()] as const
  })
  return { names: new Map(joined), length: 2 }
}

const namesIn = ({ cells }: SheetRow) => new Map(cells.map(({ column, text }) => [column, text]))

/** Whether a row names columns: by texts, or by years, quarters or months after the name of the counted unit. */
function isHeader({ cells }: SheetRow): boolean {
  const values = cells.filter(({ isValue }) => isValue).map(({ text }) => text)
  if (values.length === 0) return true
  const isPeriod = values.every((text) => /^(?:19|20)\d{2}(?:-\d{2}(?:-\d{2})?)?$/.test(text))
  return values.length >= 2 && values.length < cells.length && isPeriod && isInOrder(values)
}

function isInOrder(values: readonly string[]): boolean {
  const rises = values.slice(1).map((value, index) => value > (values[index] ?? ''))
  return new Set(values).size === values.length && (rises.every(Boolean) || !rises.some(Boolean))
}
