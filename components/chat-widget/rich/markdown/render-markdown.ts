import { append, h } from '../../element'
import { type Block, parseBlocks } from './markdown-blocks'
import { type InlineOptions, inlineNodes } from './markdown-inline'

export interface MarkdownOptions extends InlineOptions {
  /** Added to each code block, such as a copy button. */
  codeTool?: (code: string) => Node
}

const MAX_DEPTH = 8

/** Renders streaming Markdown. Unchanged blocks keep their nodes, including the selection. */
export class MarkdownView {
  readonly element = h('div', { class: 'markdown' })
  private shown: string[] = []

  constructor(private readonly options: MarkdownOptions) {}

  update(markdown: string): void {
    const blocks = parseBlocks(markdown)
    const same = this.shown.findIndex((raw, index) => blocks[index]?.raw !== raw)
    const keep = same === -1 ? this.shown.length : same
    while (this.element.childNodes.length > keep) this.element.lastChild?.remove()
    append(
      this.element,
      blocks.slice(keep).map((block) => blockNode(block, this.options, 0)),
    )
    this.shown = blocks.map((block) => block.raw)
  }

  /** Renders again after the options changed, for example when citations are known. */
  redraw(markdown: string): void {
    this.shown = []
    this.update(markdown)
  }
}

/**
 * Each block uses the direction of its own text, lists and tables as a whole. A list whose items set their own
 * direction would count as having no text.
 */
function blockNode(block: Block, options: MarkdownOptions, depth: number): HTMLElement {
  const node = drawBlock(block, options, depth)
  if (depth === 0) node.dir = 'auto'
  return node
}

function drawBlock(block: Block, options: MarkdownOptions, depth: number): HTMLElement {
  switch (block.type) {
    case 'heading':
      return fillInline(headingTag(block.level), block.text, options)
    case 'paragraph':
      return fillInline('p', block.text, options)
    case 'code':
      return codeNode(block, options)
    case 'quote':
      return fillBlocks(h('blockquote'), block.text, options, depth)
    case 'list':
      return listNode(block, options, depth)
    case 'table':
      return tableNode(block, options)
    case 'rule':
      return h('hr')
    default: {
      const unhandled: never = block
      return h('p', {}, String(unhandled))
    }
  }
}

/** Answers are part of a page, so headings start at level three. */
function headingTag(level: number): 'h3' | 'h4' | 'h5' {
  return level <= 1 ? 'h3' : level === 2 ? 'h4' : 'h5'
}

function fillInline(tag: 'p' | 'h3' | 'h4' | 'h5' | 'td' | 'th', text: string, options: MarkdownOptions): HTMLElement {
  const element = h(tag)
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) element.append(h('br'))
    append(element, inlineNodes(line.trimEnd(), options))
  }
  return element
}

function fillBlocks(element: HTMLElement, text: string, options: MarkdownOptions, depth: number): HTMLElement {
  if (depth >= MAX_DEPTH) element.append(text)
  else
    append(
      element,
      parseBlocks(text).map((block) => blockNode(block, options, depth + 1)),
    )
  return element
}

function codeNode(block: Block & { type: 'code' }, options: MarkdownOptions): HTMLElement {
  const head = h('div', { class: 'code-head' }, h('span', {}, block.language), options.codeTool?.(block.text))
  // Focusable, because it may scroll sideways.
  return h('div', { class: 'code' }, head, h('pre', { dir: 'ltr', tabindex: 0 }, h('code', {}, block.text)))
}

function listNode(block: Block & { type: 'list' }, options: MarkdownOptions, depth: number): HTMLElement {
  const list = block.ordered ? h('ol', { start: block.start === 1 ? null : block.start }) : h('ul')
  for (const item of block.items) {
    const task = /^\[([ xX])\]\s/.exec(item)
    const text = task ? `${task[1] === ' ' ? '☐' : '☑'} ${item.slice(task[0].length)}` : item
    list.append(unwrapSingle(fillBlocks(h('li', { class: task ? 'task' : null }), text, options, depth)))
  }
  return list
}

/** A list item with one paragraph needs no paragraph element; with a nested list only the first is removed. */
function unwrapSingle(item: HTMLElement): HTMLElement {
  const first = item.firstElementChild
  const paragraphs = [...item.children].filter((child) => child.tagName === 'P')
  if (first?.tagName === 'P' && paragraphs.length === 1) first.replaceWith(...first.childNodes)
  return item
}

function tableNode(block: Block & { type: 'table' }, options: MarkdownOptions): HTMLElement {
  const row = (cells: readonly string[], tag: 'td' | 'th') => {
    const line = h('tr')
    append(
      line,
      block.head.map((_, index) => {
        const cell = fillInline(tag, cells[index] ?? '', options)
        const align = block.align[index]
        if (align) cell.setAttribute('align', align)
        return cell
      }),
    )
    return line
  }
  const body = h('tbody')
  append(
    body,
    block.rows.map((cells) => row(cells, 'td')),
  )
  return h('div', { class: 'table', tabindex: 0 }, h('table', {}, h('thead', {}, row(block.head, 'th')), body))
}
