import type { MergedRange, Sheet, SheetCell, SheetRow } from './xlsx-sheet'

/** Maximum number of covered cells; more indicate a file crafted to exhaust the parser. */
const MAX_COVERED = 5_000_000

/**
 * Copies the value of a merged cell to each row and column that it covers, except for titles, which
 * appear once. Excel allows no overlaps; on overlap the upper range wins, so that each row is
 * processed once.
 */
export function fillMerged({ rows, merged }: Sheet): void {
  const width = rows.reduce((max, { cells }) => Math.max(max, (cells.at(-1)?.column ?? -1) + 1), 0)
  const waiting = merged
    .filter(({ left, right }) => left < width && !(right > left && right - left + 1 >= width))
    .sort((item, other) => other.top - item.top || other.left - item.left)
  /** For each column, the covering range and its last row. */
  const covering = new Map<number, Cover>()
  let covered = 0
  for (const row of rows) {
    for (let next = waiting.at(-1); next && next.top <= row.number; next = waiting.at(-1)) {
      waiting.pop()
      covered += cover(covering, next, row, width)
    }
    if (covering.size > 0) covered += fillRow(row, covering)
    if (covered > MAX_COVERED) return
  }
}

interface Cover {
  cell: SheetCell
  top: number
  bottom: number
}

/** @returns number of covered columns */
function cover(covering: Map<number, Cover>, range: MergedRange, row: SheetRow, width: number): number {
  const cell = range.top === row.number ? cellAt(row, range.left) : undefined
  if (!cell) return 1
  let column = range.left
  while (column <= Math.min(range.right, width - 1) && (covering.get(column)?.bottom ?? -1) < row.number) {
    covering.set(column, { cell, top: range.top, bottom: range.bottom })
    column += 1
  }
  return column - range.left + 1
}

function fillRow(row: SheetRow, covering: Map<number, Cover>): number {
  const filled = new Set(row.cells.map(({ column }) => column))
  const added: SheetCell[] = []
  for (const [column, { cell, bottom }] of covering) {
    if (bottom < row.number) covering.delete(column)
    else if (!filled.has(column)) added.push({ ...cell, column })
  }
  if (added.length > 0) row.cells = [...row.cells, ...added].sort((item, other) => item.column - other.column)
  return covering.size + row.cells.length
}

function cellAt({ cells }: SheetRow, column: number): SheetCell | undefined {
  let [low, high] = [0, cells.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cells[middle]?.column ?? 0) < column) low = middle + 1
    else high = middle
  }
  return cells[low]?.column === column ? cells[low] : undefined
}
