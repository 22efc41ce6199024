import { type SpanningCell, spreadCells } from '../spread-cells'
import type { TextBuilder } from '../text-builder'
import { writeTable } from '../write-table'

const SKIPPED = new Set([
  'SCRIPT',
  'STYLE',
  'NOSCRIPT',
  'TEMPLATE',
  'SVG',
  'IFRAME',
  'OBJECT',
  'NAV',
  'HEAD',
  'BUTTON',
  'SELECT',
  'TEXTAREA',
  'FORM',
])
const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER HEADER HR HTML LI MAIN OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL'.split(
    ' ',
  ),
)
const MAX_DEPTH = 400

/**
 * Writes the visible text of a DOM: headings, paragraphs, lists and tables. Reports whether all of
 * it was reachable.
 */
export function htmlToText(root: Node, builder: TextBuilder): { isComplete: boolean } {
  const writer = new HtmlWriter(builder)
  writer.write(root)
  return { isComplete: writer.isComplete }
}

class HtmlWriter {
  isComplete = true
  private inline = ''
  private inList = false
  /** Open lists: the next item number, or null for bullets. */
  private readonly lists: (number | null)[] = []
  /** Marker of an item whose text has not started yet. */
  private mark = ''

  constructor(private readonly builder: TextBuilder) {}

  write(root: Node): void {
    this.visit(root, 0)
    this.flush()
  }

  private visit(node: Node, depth: number): void {
    if (depth > MAX_DEPTH) this.isComplete = false
    if (depth > MAX_DEPTH) return
    if (node.nodeType === 3) {
      this.inline += (node.textContent ?? '').replace(/\s+/g, ' ')
      return
    }
    const name = node.nodeName.toUpperCase()
    if (node.nodeType === 8 || SKIPPED.has(name)) return
    if (name === 'BR') this.inline += '\n'
    else if (/^H[1-6]$/.test(name)) this.heading(node, Number(name[1]))
    else if (name === 'TABLE') this.table(node)
    else if (name === 'LI') this.listItem(node, depth)
    else if (name === 'UL' || name === 'OL') this.list(node, name, depth)
    else if (name === 'PRE') this.preformatted(node)
    else this.children(node, name, depth)
  }

  private children(node: Node, name: string, depth: number): void {
    const isBlock = BLOCKS.has(name)
    if (isBlock) this.flush()
    for (const child of node.childNodes) this.visit(child, depth + 1)
    if (isBlock) this.flush()
  }

  private list(node: Node, name: string, depth: number): void {
    this.flush()
    this.lists.push(name === 'OL' ? firstNumber(node) : null)
    for (const child of node.childNodes) this.visit(child, depth + 1)
    this.flush()
    this.lists.pop()
    if (this.lists.length === 0) this.inList = false
  }

  private heading(node: Node, level: number): void {
    this.flush()
    this.inList = false
    this.builder.heading(level, node.textContent ?? '')
  }

  /** Writes items on separate lines, indented by level, so that a list stays one block. */
  private listItem(node: Node, depth: number): void {
    this.flush()
    const number = this.lists.at(-1) ?? null
    if (number !== null) this.lists[this.lists.length - 1] = number + 1
    this.mark = `${'  '.repeat(Math.max(0, this.lists.length - 1))}${number === null ? '-' : `${number}.`} `
    for (const child of node.childNodes) this.visit(child, depth + 1)
    this.flush()
    this.mark = ''
  }

  private preformatted(node: Node): void {
    this.flush()
    this.inList = false
    this.builder.block(node.textContent ?? '')
  }

  private table(node: Node): void {
    this.flush()
    this.inList = false
    const rows: SpanningCell[][] = []
    collectRows(node, rows, 0)
    writeTable(this.builder, spreadCells(rows))
  }

  private flush(): void {
    const text = this.inline.replace(/[ \t]+/g, ' ').trim()
    this.inline = ''
    if (!text) return
    const isItem = this.mark !== ''
    if (isItem && this.inList) this.builder.item(`${this.mark}${text}`)
    else this.builder.block(`${this.mark.trimStart()}${text}`)
    this.mark = ''
    this.inList = isItem
  }
}

function firstNumber(list: Node): number {
  return Number((list as Element).getAttribute('start') ?? 1) || 1
}

function collectRows(node: Node, rows: SpanningCell[][], depth: number): void {
  if (depth > MAX_DEPTH) return
  for (const child of node.childNodes) {
    if (child.nodeName.toUpperCase() !== 'TR') collectRows(child, rows, depth + 1)
    else {
      const cells = [...child.childNodes].filter(({ nodeName }) => /^T[DH]$/i.test(nodeName)) as Element[]
      rows.push(cells.map((cell) => ({ text: cellText(cell, 0), columns: span(cell, 'col'), rows: span(cell, 'row') })))
    }
  }
}

function span(cell: Element, direction: 'col' | 'row'): number {
  return Math.max(1, Math.trunc(Number(cell.getAttribute(`${direction}span`) ?? 1)) || 1)
}

/** Separates paragraphs, lines and nested table cells of a cell. */
function cellText(node: Node, depth: number): string {
  if (node.nodeType === 3) return node.textContent ?? ''
  const name = node.nodeName.toUpperCase()
  if (node.nodeType === 8 || SKIPPED.has(name) || depth > MAX_DEPTH) return ''
  if (name === 'BR') return ' '
  const inside = [...node.childNodes].map((child) => cellText(child, depth + 1)).join('')
  return BLOCKS.has(name) ? ` ${inside} ` : inside
}
