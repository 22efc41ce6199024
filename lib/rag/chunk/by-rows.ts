import type { TextRange } from '../text/split-sentences'
import { piecesOfSection } from './by-headings'
import { cutToFit } from './cut-to-fit'
import type { ChunkerInput, Piece } from './piece'
import { type SectionRange, sectionsOf } from './sections-of'
import { blocksOf, headerOf, linesOf, TABLE_RULE } from './split-units'

export interface RowSettings {
  maxTokens: number
  rowsPerChunk: number
}

/** One chunk per row of tables and records, with the table's header; splits the rest by headings. */
export function byRows(input: ChunkerInput, settings: RowSettings): Piece[] {
  return sectionsOf(input.document).flatMap((section) => rowsOfSection(input, section, settings))
}

export function rowsOfSection(input: ChunkerInput, section: SectionRange, settings: RowSettings): Piece[] {
  const { text } = input.document
  const pieces: Piece[] = []
  const prose: TextRange[] = []
  const flush = () => {
    const [first, last] = [prose[0], prose.at(-1)]
    if (first && last)
      pieces.push(...piecesOfSection(input, { ...section, start: first.start, end: last.end }, settings.maxTokens))
    prose.length = 0
  }
  for (const block of blocksOf({ text, start: section.start, end: section.end })) {
    const rows = rowsOf(text, block)
    if (!rows) {
      prose.push(block)
      continue
    }
    flush()
    pieces.push(...recordPieces(input, section, rows, settings))
  }
  flush()
  return pieces
}

interface Rows {
  rows: TextRange[]
  header: string | undefined
}

/** Rows of a Markdown table without its header, or records, each a line that starts with a hyphen. */
function rowsOf(text: string, block: TextRange): Rows | null {
  const lines = linesOf(block, text)
  const starts = (pattern: RegExp) => lines.every(({ start, end }) => pattern.test(text.slice(start, end)))
  if (starts(/^- /)) return { rows: lines, header: undefined }
  if (!starts(/^\|/) || lines.length < 2) return null
  const [first] = lines
  const header = first ? headerOf(text.slice(first.start, first.end)) : undefined
  const isRule = ({ start, end }: TextRange) => TABLE_RULE.test(text.slice(start, end))
  // Every row repeats the header, so the first row covers the lines above it and no text is lost.
  const rows = lines.slice(1).filter((line) => !isRule(line))
  if (rows[0] && first) rows[0] = { start: first.start, end: rows[0].end }
  return rows.length > 0 ? { rows, header } : null
}

function recordPieces(
  { document: { text }, countTokens }: ChunkerInput,
  { headings }: SectionRange,
  { rows, header }: Rows,
  { maxTokens, rowsPerChunk }: RowSettings,
): Piece[] {
  const pieces: (Piece & { rows: number })[] = []
  for (const [index, row] of rows.entries()) {
    for (const range of cutToFit({ ...row, text, countTokens, maxTokens })) {
      const last = pieces.at(-1)
      if (last && last.rows < rowsPerChunk && last.tokens + range.tokens <= maxTokens) {
        last.end = range.end
        last.tokens += range.tokens
        last.rows += 1
      } else pieces.push({ ...range, kind: 'record', headings, note: index === 0 ? undefined : header, rows: 1 })
    }
  }
  return pieces.map(({ rows: _, ...piece }) => piece)
}
