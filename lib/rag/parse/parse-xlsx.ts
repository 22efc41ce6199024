import 'server-only'
import { zipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/universal'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { officeProperties } from './office-properties'
import type { Parsed } from './parsed'
import { writeRecord } from './records'
import { TextBuilder } from './text-builder'
import { unpackOffice } from './unpack'

const Cell = z.union([z.string(), z.number(), z.boolean(), z.date(), z.null()]).catch(null)
const Sheets = z.array(z.object({ sheet: z.string(), data: z.array(z.array(Cell)) }))
type Row = z.infer<typeof Cell>[]
/** Excel writes a million in a sheet; so many would end the thread by its time or memory, without a word of why. */
const MAX_ROWS = 500_000

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
  const filled = sheets.filter(({ data }) => data.some(hasContent))
  for (const { sheet, data } of filled) {
    if (filled.length > 1) builder.heading(1, sheet)
    writeSheet(builder, data.filter(hasContent))
  }
  const { title, ...properties } = officeProperties(files)
  return { builder, title, properties, shape: 'records' }
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
  const header = rows[headerAt]
  const isHeader =
    header !== undefined &&
    headerAt < rows.length - 1 &&
    header.every((cell) => cell === null || typeof cell === 'string')
  for (const [index, row] of rows.entries()) {
    if (isHeader && index === headerAt) continue
    const names = isHeader && index > headerAt ? header : []
    writeRecord(
      builder,
      row.map((cell, column) => [String(names[column] ?? ''), show(cell)]),
    )
  }
}

const filledCells = (row: Row): number => row.filter((cell) => cell !== null && cell !== '').length
const hasContent = (row: Row): boolean => filledCells(row) > 0

function show(cell: Row[number]): string {
  if (cell === null) return ''
  if (!(cell instanceof Date)) return String(cell)
  const text = cell.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ')
}
