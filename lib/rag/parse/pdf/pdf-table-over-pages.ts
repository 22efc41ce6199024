import type { PdfCell, PdfRow } from './pdf-segments'
import type { PdfColumn, PdfTable } from './pdf-tables'

/** Tolerance for column positions of the same table, in points. */
const SAME_PLACE = 6

type Part = PdfRow | PdfTable

/**
 * Rows that continue a table at the top of the next page, without a repeated header. A few rows are
 * too few for a table, but can be the end of one.
 */
export function continueTable(above: PdfTable, parts: readonly Part[]): { rows: string[][]; rest: Part[] } {
  const { columns, cells } = above
  const rest = [...parts]
  const rows: string[][] = []
  for (let part = rest[0]; columns && part; part = rest[0]) {
    const further = Array.isArray(part) ? rowOf(part, columns) : rowsOf(part, columns)
    if (!further) break
    rows.push(...further)
    rest.shift()
  }
  const header = cells[0] ?? []
  const isHeader = rows[0]?.every((cell, index) => cell === header[index]) ?? false
  return { rows: isHeader ? rows.slice(1) : rows, rest }
}

function rowsOf(table: PdfTable, columns: readonly PdfColumn[]): string[][] | null {
  if (table.columns?.length !== columns.length) return null
  return table.columns.every((column, index) => isAt(column, columns[index])) ? table.cells : null
}

function rowOf(row: PdfRow, columns: readonly PdfColumn[]): string[][] | null {
  const cells = row.flatMap((segment) => segment.cells)
  const isSameLayout = cells.length === columns.length && cells.every((cell, index) => isAt(cell, columns[index]))
  return isSameLayout ? [cells.map(({ text }) => text)] : null
}

/** Numbers are aligned right in their column, words left. */
function isAt({ x, right }: PdfCell | PdfColumn, column: PdfColumn | undefined): boolean {
  return column !== undefined && (Math.abs(x - column.x) < SAME_PLACE || Math.abs(right - column.right) < SAME_PLACE)
}
