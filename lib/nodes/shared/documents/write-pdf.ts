import { type Block, documentBlocks, type Span } from './document-blocks'
import { PAGE_HEIGHT, PAGE_WIDTH, type PdfPage, pdfFile, pdfString, round } from './pdf-file'
import { type PdfWord, pdfLines, pdfWords } from './pdf-words'

const MARGIN = 62
const TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
const SIZE = 10.5
const TABLE_SIZE = 9
const HEADING_SIZES = [20, 16, 13.5, 12, 11, 10.5]
const INDENT = 18
const PADDING = 4
const MAX_PAGES = 2_000
const LINE = 1.4

/** A PDF of a Markdown text. @throws MissingGlyphs */
export function writePdf(markdown: string, title: string): Uint8Array {
  const layout = new Layout()
  for (const block of documentBlocks(markdown)) layout.add(block)
  return pdfFile(layout.pages, title)
}

interface Place {
  left: number
  width: number
  size: number
}

class Layout {
  readonly pages: PdfPage[] = []
  private page: PdfPage = this.newPage()
  /** The lowest used point, from the bottom of the page. */
  private y = PAGE_HEIGHT - MARGIN

  add(block: Block): void {
    switch (block.kind) {
      case 'heading':
        this.heading(block.level, block.spans)
        break
      case 'paragraph':
        this.paragraph(block)
        break
      case 'code':
        this.code(block.text, block.depth)
        break
      case 'table':
        this.table(block.rows)
        break
      case 'rule':
        this.reserve(16)
        this.y -= 8
        this.line(MARGIN, this.y, MARGIN + TEXT_WIDTH)
        this.y -= 8
        break
    }
  }

  private newPage(): PdfPage {
    if (this.pages.length >= MAX_PAGES) throw new RangeError(`The document has more than ${MAX_PAGES} pages.`)
    const page: PdfPage = { content: [], links: [] }
    this.pages.push(page)
    this.page = page
    this.y = PAGE_HEIGHT - MARGIN
    return page
  }

  private reserve(height: number): void {
    if (this.y - height < MARGIN) this.newPage()
  }

  private heading(level: number, spans: readonly Span[]): void {
    const size = HEADING_SIZES[level - 1] ?? SIZE
    // A heading stays on the page of the text below it.
    this.reserve(size * 4)
    this.y -= this.y === PAGE_HEIGHT - MARGIN ? 0 : size * 0.6
    this.lines(pdfWords(spans, { size, bold: true }), { left: MARGIN, width: TEXT_WIDTH, size })
    this.y -= size * 0.25
  }

  private paragraph({ depth, marker, spans }: Extract<Block, { kind: 'paragraph' }>): void {
    const left = Math.min(depth, 12) * INDENT
    if (marker !== null) {
      this.reserve(SIZE * LINE)
      const words = pdfWords([plain(marker)], { size: SIZE })
      const width = words.reduce((sum, word) => sum + word.space + word.width, 0)
      this.words(words, { left: MARGIN + left - width - 5, size: SIZE }, this.y - SIZE)
    }
    this.lines(pdfWords(spans, { size: SIZE }), { left: MARGIN + left, width: TEXT_WIDTH - left, size: SIZE })
    this.y -= marker === null ? 6 : 2
  }

  private code(text: string, depth: number): void {
    const left = MARGIN + Math.min(depth, 12) * INDENT + 6
    for (const line of text.split('\n')) {
      const kept = line.replaceAll('\t', '  ').replaceAll(' ', '\u00a0')
      const span = { ...plain(kept), code: true }
      this.lines(pdfWords([span], { size: TABLE_SIZE }), { left, width: PAGE_WIDTH - MARGIN - left, size: TABLE_SIZE })
    }
    this.y -= 6
  }

  private lines(words: readonly PdfWord[], { left, width, size }: Place): void {
    for (const line of pdfLines(words, width)) {
      this.reserve(size * LINE)
      this.words(line, { left, size }, this.y - size)
      this.y -= size * LINE
    }
  }

  private words(words: readonly PdfWord[], { left, size }: Omit<Place, 'width'>, baseline: number): void {
    let x = left
    for (const [index, word] of words.entries()) {
      x += index === 0 ? 0 : word.space
      for (const { text, font, width, href, strike } of word.pieces) {
        this.page.content.push(
          `BT /${font} ${size} Tf ${round(x)} ${round(baseline)} Td ${pdfString(text, font)} Tj ET`,
        )
        if (strike) this.line(x, baseline + size * 0.3, x + width)
        if (href !== null) {
          this.line(x, baseline - 1.5, x + width)
          this.page.links.push({ address: href, area: [x, baseline - 2, x + width, baseline + size] })
        }
        x += width
      }
    }
  }

  private table(rows: readonly Span[][][]): void {
    const columns = Math.max(1, ...rows.map((row) => row.length))
    const width = TEXT_WIDTH / columns
    this.y -= 4
    for (const [at, row] of rows.entries()) {
      const cells = Array.from({ length: columns }, (_, column) =>
        pdfLines(pdfWords(row[column] ?? [], { size: TABLE_SIZE, bold: at === 0 }), width - 2 * PADDING),
      )
      this.row(cells, width)
    }
    this.y -= 8
  }

  /** A row that is longer than the rest of the page starts on a new one, and is divided if a page is too short for it. */
  private row(cells: readonly PdfWord[][][], width: number): void {
    const height = TABLE_SIZE * LINE
    const total = Math.max(...cells.map((lines) => lines.length))
    const full = Math.floor((PAGE_HEIGHT - 2 * MARGIN - 2 * PADDING) / height)
    for (let from = 0; from < total; ) {
      const room = Math.floor((this.y - MARGIN - 2 * PADDING) / height)
      const rest = total - from
      if (room < Math.min(rest, full)) {
        this.newPage()
        continue
      }
      const count = Math.min(rest, room)
      const bottom = this.y - count * height - 2 * PADDING
      for (const [column, lines] of cells.entries()) {
        const left = MARGIN + column * width
        this.page.content.push(
          `0.65 G 0.5 w ${round(left)} ${round(bottom)} ${round(width)} ${round(this.y - bottom)} re S 0 G`,
        )
        for (const [index, line] of lines.slice(from, from + count).entries())
          this.words(line, { left: left + PADDING, size: TABLE_SIZE }, this.y - PADDING - TABLE_SIZE - index * height)
      }
      this.y = bottom
      from += count
    }
  }

  private line(from: number, y: number, to: number): void {
    this.page.content.push(`0.5 w ${round(from)} ${round(y)} m ${round(to)} ${round(y)} l S`)
  }
}

const plain = (text: string): Span => ({ text, bold: false, italic: false, strike: false, code: false, href: null })
