import { checkLength } from './text-builder'

/** A cell with its column and row spans. */
export interface SpanningCell {
  text: string
  columns?: number
  rows?: number
}

/** Larger spans are errors or attacks. */
const MAX_COLUMNS = 200

/**
 * Expands spans so that each row is complete: covered cells repeat the value; a title across the
 * whole table appears once. @throws TOO_LARGE early, since a long cell may cover very many others
 */
export function spreadCells(rows: readonly (readonly SpanningCell[])[]): string[][] {
  const width = rows.reduce((max, row) => Math.max(max, widthOf(row)), 0)
  let repeated = 0
  const repeat = (text: string) => {
    // Includes the separator.
    repeated += text.length + 1
    checkLength(repeated)
    return text
  }
  /** For each column, the text of a spanning cell above and its remaining rows. */
  const spanningCells = new Map<number, { text: string; left: number }>()
  return rows.map((row) => {
    const line: string[] = []
    const copyFromAbove = () => {
      for (let cell = spanningCells.get(line.length); cell && cell.left > 0; cell = spanningCells.get(line.length)) {
        cell.left -= 1
        line.push(repeat(cell.text))
      }
    }
    for (const { text, columns = 1, rows: height = 1 } of row) {
      copyFromAbove()
      const covered = Math.max(1, Math.min(coveredBy(columns), MAX_COLUMNS - line.length))
      const isTitle = covered === width
      for (let index = 0; index < covered; index += 1) {
        spanningCells.set(line.length, { text, left: Math.max(0, height - 1) })
        line.push(index === 0 ? text : repeat(isTitle ? '' : text))
      }
    }
    copyFromAbove()
    return line
  })
}

function widthOf(row: readonly SpanningCell[]): number {
  return row.reduce((sum, { columns = 1 }) => sum + coveredBy(columns), 0)
}

const coveredBy = (columns: number): number => Math.min(Math.max(1, columns), MAX_COLUMNS)
