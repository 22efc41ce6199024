import 'server-only'
import { FORMULA_START } from '@/lib/core/formula-start'
import type { Json } from '@/lib/core/json'

/** One line of a CSV that a spreadsheet opens without running anything in it (T56). */
export function csvLine(cells: readonly (Json | undefined)[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const isFormula = FORMULA_START.test(text) && !/^[+-]?\d+(?:[.,]\d+)?$/.test(text)
  const safe = isFormula ? `'${text}` : text
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
