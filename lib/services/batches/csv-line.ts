import 'server-only'
import type { Json } from '@/lib/core/json'
import { withoutFormulas } from '@/lib/core/without-formulas'

/** One CSV line in which a spreadsheet evaluates nothing. */
export function csvLine(cells: readonly (Json | undefined)[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = withoutFormulas(text)
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
