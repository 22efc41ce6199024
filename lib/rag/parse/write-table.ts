import type { TextBuilder } from './text-builder'

/** A Markdown table with the first row as header. Single-cell rows become a list. */
export function writeTable(builder: TextBuilder, rows: readonly (readonly string[])[]): void {
  const filledRows = rows.map((row) => row.map(cellText)).filter((row) => row.some((cell) => cell !== ''))
  const width = filledRows.reduce((max, row) => Math.max(max, row.length), 0)
  if (width < 2) {
    builder.block(filledRows.map(([cell = '']) => cell).join('\n'))
    return
  }
  const lines = filledRows.map((row) => `| ${[...row, ...Array<string>(width - row.length).fill('')].join(' | ')} |`)
  if (lines.length > 1) lines.splice(1, 0, `|${' --- |'.repeat(width)}`)
  builder.block(lines.join('\n'))
}

/** A further row of a table with the same columns. */
export function tableLine(row: readonly string[]): string {
  return `| ${row.map(cellText).join(' | ')} |`
}

/** Escapes bars, which separate cells. */
function cellText(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|')
}
