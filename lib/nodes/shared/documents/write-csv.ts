import type { Json } from '@/lib/core/json'
import { type Cell, tableRows } from './table-rows'

/** Spreadsheets read text that starts with one of these as a formula. */
const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/

/** A CSV file with a byte order mark, without which Excel would not read it as UTF-8. */
export function writeCsv(value: Json | undefined): string {
  const { header, rows } = tableRows(value)
  return `\ufeff${[header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`
}

function csvCell(cell: Cell): string {
  const text = String(cell)
  const isFormula = typeof cell === 'string' && FORMULA.test(text) && !NUMBER.test(text)
  const safe = isFormula ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
