import type { PdfCell, PdfRow } from './pdf-segments'

export interface PdfTable {
  cells: string[][]
  /** Positions; absent for paragraphs side by side. */
  columns?: PdfColumn[]
}

export interface PdfColumn {
  x: number
  right: number
}

const BULLET = /^(?:[-•*–▪◦·o]|\(?\d{1,3}[.)]|\(?[a-z][.)])$/
/** Line distance, in text heights, above which a new block starts. */
const NEXT_ROW = 2.6
const NEXT_LINE_OF_CELL = 1.7
/** Minimum gap between columns, in text heights: accidental gaps in running text are narrower. */
const CORRIDOR = 0.3
/** Minimum gap if all rows start and end at the same positions, like justified text. */
const JUSTIFIED_CORRIDOR = 1.5
/** Minimum share of a column's cells aligned at one edge. */
const ALIGNED = 0.6
const MAX_CELL_CHARACTERS = 400
const WORDS_OF_PROSE = 8

/** Tables and other rows of a page part, in order. Tables are detected by vertically aligned cells. */
export function findTables(rows: readonly PdfRow[]): (PdfRow | PdfTable)[] {
  // Cells are separated by column gaps; gaps between words are only tried if that finds nothing.
  const narrow = rows.map((row) => row.flatMap((segment) => segment.cells))
  const found: (PdfRow | PdfTable)[] = []
  for (let index = 0; index < rows.length; ) {
    const next = tableFrom(rows, rows, index, WIDE) ?? tableFrom(rows, narrow, index, NARROW)
    if (next) found.push(next.table)
    else if (rows[index]) found.push(rows[index] ?? [])
    index += next?.length ?? 1
  }
  return found
}

/** Criteria of a table: share of filled cells and maximum average length. */
interface Evidence {
  minRows: number
  filled: number
  wordsPerCell: number
}
const WIDE: Evidence = { minRows: 2, filled: 0.4, wordsPerCell: 40 }
const NARROW: Evidence = { minRows: 3, filled: 0.8, wordsPerCell: 4 }

function tableFrom(rows: readonly PdfRow[], cells: readonly CellRow[], index: number, evidence: Evidence) {
  const length = runFrom(rows, cells, index)
  const table = length > 1 ? toTable(cells.slice(index, index + length), evidence) : null
  return table ? { table, length } : null
}

type CellRow = readonly PdfCell[]

/** Number of closely spaced cell rows, with continuation lines of their cells. */
function runFrom(rows: readonly PdfRow[], cells: readonly CellRow[], index: number): number {
  let end = index
  for (; end < rows.length; end += 1) {
    const [row = [], last] = [cells[end], end > index ? cells[end - 1] : undefined]
    if (isProse(rows[end] ?? []) || isItem(row)) break
    if (last && !follows(last, row, row.length > 1 ? NEXT_ROW : NEXT_LINE_OF_CELL)) break
    if (row.length < 2 && (end === index || !continues(cells.slice(index, end), row))) break
  }
  return end - index
}

/** A bullet or number with the text after it. */
function isItem(row: CellRow): boolean {
  return row.length === 2 && BULLET.test(row[0]?.text ?? '')
}

/** A line of many words without a wide gap. */
function isProse(row: PdfRow): boolean {
  return row.length === 1 && (row[0]?.text.split(' ').length ?? 0) > WORDS_OF_PROSE
}

function follows([one]: CellRow, [other]: CellRow, heights: number): boolean {
  if (!one || !other) return false
  const gap = one.y - other.y
  return gap >= 0 && gap < heights * Math.max(one.height, other.height)
}

/** A continuation line starts at a cell of the run; a line of the following text does not. */
function continues(run: readonly CellRow[], [line]: CellRow): boolean {
  if (!line) return false
  const laterCells = run.flatMap((row) => row.slice(1))
  return laterCells.some((cell) => Math.abs(cell.x - line.x) < cell.height / 2)
}

function toTable(run: readonly CellRow[], evidence: Evidence): PdfTable | null {
  const fullRows = run.filter((row) => row.length > 1)
  const columns = columnsOf(fullRows)
  if (
    columns.length < 2 ||
    fullRows.length < (columns.length > 2 ? evidence.minRows : 3) ||
    !areSeparated(columns, run)
  )
    return null
  const cells: string[][] = []
  for (const row of run) {
    const line = toLine(row, columns)
    const last = cells.at(-1)
    // A line without a first cell continues the row above.
    if (last && !line[0] && row.length < columns.length) {
      for (const [index, text] of line.entries()) last[index] = appended(last[index], text)
    } else cells.push(line)
  }
  return isTable(cells, evidence) ? { cells, columns } : null
}

/**
 * Columns are separated by gaps that no cell crosses, in the rows with the most common number of
 * cells, since titles span columns.
 */
function columnsOf(rows: readonly CellRow[]): PdfColumn[] {
  const counts = Map.groupBy(rows, (row) => row.length)
  const usualCellCount = [...counts].toSorted((a, b) => b[1].length * b[0] - a[1].length * a[0])[0]?.[0] ?? 0
  const usualRows = rows.filter((row) => row.length >= usualCellCount)
  const columns: PdfColumn[] = []
  for (const { x, right } of usualRows.flat().toSorted((a, b) => a.x - b.x)) {
    const last = columns.at(-1)
    if (last && x < last.right - 1) last.right = Math.max(last.right, right)
    else columns.push({ x, right })
  }
  return withoutHalves(columns, usualRows)
}

/** Merges columns of which no row fills both, such as a left-aligned header over right-aligned numbers. */
function withoutHalves(columns: readonly PdfColumn[], rows: readonly CellRow[]): PdfColumn[] {
  const filled = columns.map(
    (_, index) =>
      new Set(
        rows.flatMap((row, position) => (row.some((cell) => columnFor(columns, cell) === index) ? [position] : [])),
      ),
  )
  const merged: (PdfColumn & { rows: Set<number> })[] = []
  for (const [index, column] of columns.entries()) {
    const last = merged.at(-1)
    const cells = filled[index] ?? new Set()
    if (last && ![...cells].some((row) => last.rows.has(row))) {
      last.right = column.right
      last.rows = new Set([...last.rows, ...cells])
    } else merged.push({ ...column, rows: cells })
  }
  return merged
}

/** Whether columns are far enough apart and each has a straight edge. */
function areSeparated(columns: readonly PdfColumn[], run: readonly CellRow[]): boolean {
  const height = Math.max(...run.flat().map((cell) => cell.height))
  const minGap = height * (isJustified(run) ? JUSTIFIED_CORRIDOR : CORRIDOR)
  const isApart = columns.every(({ x }, index) => x - (columns[index - 1]?.right ?? Number.NEGATIVE_INFINITY) > minGap)
  const cellsOf = (index: number) => run.flat().filter((cell) => columnFor(columns, cell) === index)
  return isApart && columns.every((_, index) => isStraight(cellsOf(index), height))
}

/** Whether all rows start and end at the same positions, so that these straight edges are not evidence of a table. */
function isJustified(run: readonly CellRow[]): boolean {
  const fullRows = run.filter((row) => row.length > 1)
  const starts = fullRows.map((row) => row[0]?.x ?? 0)
  const ends = fullRows.map((row) => row.at(-1)?.right ?? 0)
  return areSame(starts) && areSame(ends)
}

function areSame(places: readonly number[]): boolean {
  return Math.max(...places) - Math.min(...places) < 2
}

function isStraight(cells: CellRow, height: number): boolean {
  const starts = cells.map(({ x }) => x)
  const ends = cells.map(({ right }) => right)
  const middles = cells.map(({ x, right }) => (x + right) / 2)
  const isAligned = (places: number[]) =>
    places.some((place) => {
      const near = places.filter((other) => Math.abs(other - place) < height / 4)
      return near.length >= ALIGNED * places.length
    })
  return isAligned(starts) || isAligned(ends) || isAligned(middles)
}

function columnFor(columns: readonly PdfColumn[], { x, right }: PdfCell): number {
  const overlaps = columns.map((column) => Math.min(right, column.right) - Math.max(x, column.x))
  return overlaps.indexOf(Math.max(...overlaps))
}

function toLine(row: CellRow, columns: readonly PdfColumn[]): string[] {
  const cells = columns.map(() => '')
  for (const cell of row) {
    const column = columnFor(columns, cell)
    cells[column] = appended(cells[column], cell.text)
  }
  return cells
}

function appended(before: string | undefined, text: string): string {
  return before && text ? `${before} ${text}` : before || text
}

function isTable(cells: readonly string[][], { filled, wordsPerCell }: Evidence): boolean {
  const texts = cells.flat().filter(Boolean)
  const fullerRows = cells.filter((row) => row.filter(Boolean).length > 1).length
  const hasRows = fullerRows >= 2 && fullerRows >= cells.length * 0.6
  const isList = cells.every(([first = '']) => first === '' || BULLET.test(first))
  const words = texts.reduce((sum, text) => sum + text.split(' ').length, 0)
  const isFilled = texts.length >= filled * cells.length * (cells[0]?.length ?? 0)
  const isShort = words <= wordsPerCell * texts.length && texts.every(({ length }) => length <= MAX_CELL_CHARACTERS)
  return hasRows && !isList && isFilled && isShort
}
