import type { TextBuilder } from './text-builder'
import { writeTable } from './write-table'

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
const DEEPEST = 400

/** Writes what a person reads of a DOM: headings, paragraphs, lists and tables. Says whether all of it was within reach. */
export function htmlToText(root: Node, builder: TextBuilder): { isComplete: boolean } {
  const writer = new HtmlWriter(builder)
  writer.write(root)
  return { isComplete: writer.isComplete }
}

class HtmlWriter {
  isComplete = true
  private inline = ''
  private inList = false

  constructor(private readonly builder: TextBuilder) {}

  write(root: Node): void {
    this.visit(root, 0)
    this.flush()
  }

  private visit(node: Node, depth: number): void {
    if (depth > DEEPEST) this.isComplete = false
    if (depth > DEEPEST) return
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
    else if (name === 'PRE') this.preformatted(node)
    else this.children(node, name, depth)
  }

  private children(node: Node, name: string, depth: number): void {
    const isBlock = BLOCKS.has(name)
    if (isBlock) this.flush()
    for (const child of node.childNodes) this.visit(child, depth + 1)
    if (isBlock) this.flush()
    if (name === 'UL' || name === 'OL') this.inList = false
  }

  private heading(node: Node, level: number): void {
    this.flush()
    this.inList = false
    this.builder.heading(level, node.textContent ?? '')
  }

  /** Items stand line by line, so that a list stays one block. */
  private listItem(node: Node, depth: number): void {
    this.flush()
    this.inline = '- '
    for (const child of node.childNodes) this.visit(child, depth + 1)
    this.flush()
  }

  private preformatted(node: Node): void {
    this.flush()
    this.builder.block(node.textContent ?? '')
  }

  private table(node: Node): void {
    this.flush()
    const rows: string[][] = []
    collectRows(node, rows, 0)
    writeTable(this.builder, rows)
  }

  private flush(): void {
    const text = this.inline.replace(/[ \t]+/g, ' ').trim()
    this.inline = ''
    if (!text || text === '-') return
    const isItem = text.startsWith('- ')
    if (isItem && this.inList) this.builder.line(text)
    else this.builder.block(text)
    this.inList = isItem
  }
}

function collectRows(node: Node, rows: string[][], depth: number): void {
  if (depth > DEEPEST) return
  for (const child of node.childNodes) {
    if (child.nodeName.toUpperCase() !== 'TR') collectRows(child, rows, depth + 1)
    else {
      const cells = [...child.childNodes].filter(({ nodeName }) => /^T[DH]$/i.test(nodeName))
      rows.push(cells.map(({ textContent }) => textContent ?? ''))
    }
  }
}
