import { z } from 'zod'
import type { TextBuilder } from './text-builder'

export interface PdfLine {
  text: string
  /** Distance of the line from the bottom of the page, in points. */
  y: number
  height: number
}

const TextItem = z.object({
  str: z.string(),
  hasEOL: z.boolean(),
  height: z.number(),
  transform: z.array(z.number()).length(6),
})

const LONGEST_HEADING = 120

export function toLines(items: readonly unknown[]): PdfLine[] {
  const lines: PdfLine[] = []
  let current: PdfLine = { text: '', y: 0, height: 0 }
  for (const item of items) {
    const parsed = TextItem.safeParse(item).data
    if (!parsed) continue
    if (!current.text) current.y = parsed.transform[5] ?? 0
    current.text += parsed.str
    current.height = Math.max(current.height, parsed.height)
    if (!parsed.hasEOL) continue
    lines.push(current)
    current = { text: '', y: 0, height: 0 }
  }
  lines.push(current)
  return lines.map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() })).filter(({ text }) => text)
}

/** The height in which most of the document is set. */
export function bodyHeight(lines: readonly PdfLine[]): number {
  const characters = new Map<number, number>()
  for (const { height, text } of lines) {
    const rounded = Math.round(height * 2) / 2
    characters.set(rounded, (characters.get(rounded) ?? 0) + text.length)
  }
  return [...characters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/** Lines become paragraphs again: a gap, a change of size or a heading begins a new one. */
export function writePage(builder: TextBuilder, lines: readonly PdfLine[], body: number): void {
  let paragraph: PdfLine[] = []
  const flush = () => {
    builder.block(joinLines(paragraph))
    paragraph = []
  }
  for (const line of lines) {
    const level = headingLevel(line, body)
    const previous = paragraph.at(-1)
    if (level !== null || (previous && !belongs(previous, line))) flush()
    if (level !== null) builder.heading(level, line.text)
    else paragraph.push(line)
  }
  flush()
}

function headingLevel({ text, height }: PdfLine, body: number): number | null {
  if (body === 0 || height < body * 1.15 || text.length > LONGEST_HEADING || !/\p{L}{2}/u.test(text)) return null
  if (height >= body * 1.7) return 1
  return height >= body * 1.35 ? 2 : 3
}

function belongs(previous: PdfLine, line: PdfLine): boolean {
  const gap = previous.y - line.y
  const isItem = /^(?:[-•*–]|\d{1,3}[.)])\s/.test(line.text)
  return gap > 0 && gap < 1.7 * Math.max(previous.height, line.height, 1) && !isItem
}

/** A word cut at the end of a line is put together; a hyphen before a capital is the word's own. */
function joinLines(lines: readonly PdfLine[]): string {
  return lines.reduce((joined, { text }) => {
    if (/\p{Ll}-$/u.test(joined) && /^\p{Ll}/u.test(text)) return joined.slice(0, -1) + text
    return joined ? `${joined} ${text}` : text
  }, '')
}
