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
import { splitSheet } from './split-sheet'
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
  const visibleSheets = filled.filter(({ isHidden }) => !isHidden)
  const total = visibleSheets.reduce((rows, { content }) => rows + countRows(content), 0)
  let done = 0
  const onRow = () => {
    done += 1
    if (done % ROWS_PER_REPORT === 0) onProgress(done / total)
  }
  for (const { name, content } of visibleSheets) {
    if (visibleSheets.length > 1) builder.heading(1, name)
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

function writeSheet(builder: TextBuilder, rows: readonly SheetRow[]): void {
  const { names, above, below } = splitSheet(rows)
  writeRecords(builder, fieldsOf(above, new Map()))
  writeRecords(builder, fieldsOf(below, names))
}

function* fieldsOf(rows: readonly SheetRow[], names: ReadonlyMap<number, string>) {
  for (const { cells } of rows) yield cells.map(({ column, text }) => [names.get(column) ?? '', text] as const)
}
