import type { TextBuilder } from '../text-builder'
import { tableLine, writeTable } from '../write-table'
import { inReadingOrder } from './pdf-columns'
import type { PdfRow } from './pdf-segments'
import { continueTable } from './pdf-table-over-pages'
import { findTables, type PdfTable } from './pdf-tables'

interface PdfLine {
  text: string
  /** Distance of the baseline from the bottom of the page, in points. */
  y: number
  height: number
}

const MAX_HEADING_LENGTH = 120
const WITHOUT_SPACES = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\u3001-\u301f\uff00-\uffef]`
const WITHOUT_SPACES_START = new RegExp(`^${WITHOUT_SPACES}`, 'u')
const WITHOUT_SPACES_END = new RegExp(`${WITHOUT_SPACES}$`, 'u')

/** The most common font size of the document. */
export function bodyHeight(pages: readonly PdfRow[][]): number {
  const characters = new Map<number, number>()
  for (const { height, text } of pages.flat(2)) {
    const rounded = Math.round(height * 2) / 2
    characters.set(rounded, (characters.get(rounded) ?? 0) + text.length)
  }
  return [...characters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/**
 * Writes a page column by column; cells become tables, lines are joined to paragraphs.
 * @param above table that the previous page ended with
 * @returns table that this page ends with
 */
export function writePage(
  builder: TextBuilder,
  rows: readonly PdfRow[],
  { body, above }: { body: number; above: PdfTable | null },
): PdfTable | null {
  // A paragraph may continue in the next column, so lines are written once all are collected.
  let lines: PdfLine[] = []
  const found = inReadingOrder(rows).flatMap((region) => (Array.isArray(region) ? findTables(region) : [region]))
  const { rows: further, rest: parts } = above ? continueTable(above, found) : { rows: [], rest: found }
  for (const row of further) builder.line(tableLine(row))
  for (const part of parts) {
    if (Array.isArray(part)) {
      lines.push(toLine(part))
      continue
    }
    writeLines(builder, lines, body)
    lines = []
    writeTable(builder, part.cells)
  }
  writeLines(builder, lines, body)
  const last = parts.at(-1)
  if (last) return Array.isArray(last) ? null : last
  return further.length > 0 ? above : null
}

function toLine(row: PdfRow): PdfLine {
  const height = Math.max(...row.map((segment) => segment.height))
  return { text: row.map(({ text }) => text).join(' '), y: row[0]?.y ?? 0, height }
}

/** A gap, a change of size or a heading starts a paragraph. */
function writeLines(builder: TextBuilder, lines: readonly PdfLine[], body: number): void {
  let paragraph: PdfLine[] = []
  const flush = () => {
    builder.block(joinLines(paragraph))
    paragraph = []
  }
  let headingAbove: { level: number; line: PdfLine } | null = null
  let heading = ''
  const flushHeading = () => {
    if (headingAbove) builder.heading(headingAbove.level, heading)
    headingAbove = null
  }
  for (const line of lines) {
    const level = headingLevel(line, body)
    if (level !== null) {
      flush()
      // Joins a heading that spans two lines.
      if (headingAbove && continues(headingAbove, level, line, heading)) heading = `${heading} ${line.text}`
      else {
        flushHeading()
        heading = line.text
      }
      headingAbove = { level, line }
      continue
    }
    flushHeading()
    const previous = paragraph.at(-1)
    if (previous && !belongs(previous, line)) flush()
    paragraph.push(line)
  }
  flushHeading()
  flush()
}

function continues(above: { level: number; line: PdfLine }, level: number, line: PdfLine, heading: string): boolean {
  const gap = above.line.y - line.y
  const isClose = gap > 0 && gap < 1.5 * line.height && Math.abs(above.line.height - line.height) < 0.5
  const isShort = heading.length + line.text.length < MAX_HEADING_LENGTH
  const isNumbered = /^\d/.test(line.text)
  return above.level === level && isClose && isShort && !isNumbered
}

function headingLevel({ text, height }: PdfLine, body: number): number | null {
  const isLarger = body > 0 && height >= body * 1.15
  const hasWords = /\p{L}{2}/u.test(text)
  if (!isLarger || text.length > MAX_HEADING_LENGTH || !hasWords) return null
  if (height >= body * 1.7) return 1
  return height >= body * 1.35 ? 2 : 3
}

function belongs(previous: PdfLine, line: PdfLine): boolean {
  const gap = previous.y - line.y
  const isItem = /^(?:[-•*–▪◦]|\d{1,3}[.)])\s/.test(line.text)
  if (isItem) return false
  // At the top of the next column: continues an unfinished sentence.
  if (gap <= 0) return /[\p{L},-]$/u.test(previous.text) && /^\p{Ll}/u.test(line.text)
  return gap < 1.7 * Math.max(previous.height, line.height, 1)
}

/** Joins hyphenated words; a hyphen before a capital letter is kept. */
function joinLines(lines: readonly PdfLine[]): string {
  return lines.reduce((joined, { text }) => {
    if (/\p{Ll}-$/u.test(joined) && /^\p{Ll}/u.test(text)) return joined.slice(0, -1) + text
    // Chinese and Japanese have no spaces, so lines are joined without one.
    if (WITHOUT_SPACES_END.test(joined) && WITHOUT_SPACES_START.test(text)) return joined + text
    return joined ? `${joined} ${text}` : text
  }, '')
}
