import type { SheetRow } from './xlsx-sheet'

/**
 * The column names of a sheet, with the rows above and below them. Titles above a table have one cell: the header is the
 * first row at least half as wide as the widest.
 */
export function splitSheet(rows: readonly SheetRow[]) {
  const widest = rows.reduce((max, { cells }) => Math.max(max, cells.length), 0)
  const headerAt = rows.findIndex(({ cells }) => cells.length >= Math.max(2, widest / 2))
  const { names, length } = headerFrom(rows, headerAt)
  const start = Math.max(0, headerAt)
  return { names, above: rows.slice(0, start), below: rows.slice(start + length) }
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
