import 'server-only'
import { zipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/universal'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { officeProperties } from './office-properties'
import type { Parsed } from './parsed'
import { writeRecord } from './records'
import { checkLength, TextBuilder } from './text-builder'
import { unpackOffice } from './unpack'
import { type MergedRange, readLayouts } from './xlsx-layout'

const Cell = z.union([z.string(), z.number(), z.boolean(), z.date(), z.null()]).catch(null)
const Sheets = z.array(z.object({ sheet: z.string(), data: z.array(z.array(Cell)) }))
type Row = z.infer<typeof Cell>[]
/** Excel writes a million in a sheet; so many would end the thread by its time or memory, without a word of why. */
const MAX_ROWS = 500_000
/** Cells of a sheet that lie in merged ones. */
const MOST_COVERED = 5_000_000

/** Each sheet under its name, each row one record behind the names of its columns. */
export async function parseXlsx(bytes: Uint8Array): Promise<Parsed> {
  const files = unpackOffice(bytes)
  if (!Object.hasOwn(files, 'xl/workbook.xml')) {
    throw new AppError('INVALID_INPUT', 'This is not an Excel workbook. Old .xls files must be saved as .xlsx.')
  }
  if (countRows(files) > MAX_ROWS)
    throw new AppError('TOO_LARGE', 'This Excel workbook holds more than 500,000 rows. Split it.')
  // The library gets only what was checked, unpacked, so that it cannot be made to unpack more.
  const sheets = await read(zipSync(files, { level: 0 }))
  const builder = new TextBuilder()
  const layouts = readLayouts(files)
  const filled = sheets.filter(({ data }) => data.some(hasContent))
  const shown = filled.filter(({ sheet }) => !layouts.get(sheet)?.isHidden)
  for (const { sheet, data } of shown) {
    if (shown.length > 1) builder.heading(1, sheet)
    fillMerged(data, layouts.get(sheet)?.merged ?? [])
    writeSheet(builder, data.filter(hasContent))
  }
  const { title, ...properties } = officeProperties(files)
  const notices = hiddenNotices(filled.filter((sheet) => !shown.includes(sheet)).map(({ sheet }) => sheet))
  return { builder, title, properties, shape: 'records', notices }
}

/** What somebody has hidden is not for those who ask. */
function hiddenNotices(names: readonly string[]): string[] {
  if (names.length === 0) return []
  const quoted = names.map((name) => `“${name}”`).join(', ')
  return [`Hidden sheets are left out: ${quoted}. Show them in the workbook if they are to be found.`]
}

/** A cell that covers others says the same in each row and column, but for titles, which stand once. */
function fillMerged(data: Row[], merged: readonly MergedRange[]): void {
  const width = data.reduce((most, row) => Math.max(most, row.length), 0)
  let covered = 0
  let repeated = 0
  for (const { top, left, bottom, right } of merged) {
    const value = data[top]?.[left] ?? null
    if (value === null || (right > left && right - left + 1 >= width)) continue
    const rows = data.slice(top, bottom + 1)
    // Excel lets no two of them overlap: so many are of a file that is made to keep us busy.
    covered += rows.length * Math.max(1, Math.min(right, width - 1) - left + 1)
    if (covered > MOST_COVERED) return
    for (const row of rows) {
      for (let column = left; column <= Math.min(right, row.length - 1); column += 1) {
        if (row[column] !== null) continue
        row[column] = value
        repeated += show(value).length
      }
    }
    checkLength(repeated)
  }
}

function countRows(files: Readonly<Record<string, Uint8Array>>): number {
  let rows = 0
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(files)) {
    if (!name.startsWith('xl/worksheets/')) continue
    const xml = Buffer.from(buffer, byteOffset, byteLength)
    for (let at = xml.indexOf('<row'); at !== -1; at = xml.indexOf('<row', at + 4)) rows += 1
  }
  return rows
}

async function read(packed: Uint8Array): Promise<z.infer<typeof Sheets>> {
  try {
    return Sheets.parse(await readXlsxFile(packed.slice().buffer))
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'This Excel workbook is damaged and could not be read.', { cause })
  }
}

/** Titles above a table have one cell: the header is the first row that is as wide as half of the widest. */
function writeSheet(builder: TextBuilder, rows: readonly Row[]): void {
  const widest = rows.reduce((most, row) => Math.max(most, filledCells(row)), 0)
  const headerAt = rows.findIndex((row) => filledCells(row) >= Math.max(2, widest / 2))
  const { names, length } = headerFrom(rows, headerAt)
  for (const [index, row] of rows.entries()) {
    if (index >= headerAt && index < headerAt + length) continue
    writeRecord(
      builder,
      row.map((cell, column) => [index > headerAt ? (names[column] ?? '') : '', show(cell)]),
    )
  }
}

/** The names of the columns, and in how many rows they stand: groups of columns may have a name above theirs. */
function headerFrom(rows: readonly Row[], at: number): { names: string[]; length: number } {
  const [header, below] = [rows[at], rows[at + 1]]
  if (!header || at >= rows.length - 1 || !isText(header)) return { names: [], length: 0 }
  const names = header.map((cell) => String(cell ?? ''))
  const isGrouped = names.some((name, column) => name !== '' && name === names[column - 1])
  if (!isGrouped || !below || at >= rows.length - 2 || !isText(below)) return { names, length: 1 }
  const joined = names.map((name, column) => {
    const own = String(below[column] ?? '')
    return own === name ? name : `${name} ${own}`.trim()
  })
  return { names: joined, length: 2 }
}

const isText = (row: Row): boolean => row.every((cell) => cell === null || typeof cell === 'string')

const filledCells = (row: Row): number => row.filter((cell) => cell !== null && cell !== '').length
const hasContent = (row: Row): boolean => filledCells(row) > 0

function show(cell: Row[number]): string {
  if (cell === null) return ''
  if (!(cell instanceof Date)) return String(cell)
  // Excel counts in days: its fractions miss the minute by a hair.
  const text = new Date(Math.round(cell.getTime() / 1_000) * 1_000).toISOString()
  const [day = '', time = ''] = text.split('T')
  const shown = time.startsWith('00:00:00') ? '' : time.slice(0, time.slice(6, 8) === '00' ? 5 : 8)
  // A time of no day.
  if (day === '1899-12-30' || day === '1899-12-31') return shown || '00:00'
  return `${day} ${shown}`.trim()
}
