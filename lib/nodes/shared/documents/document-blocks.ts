import { type MarkdownNode, markdownTree, safeAddress } from './markdown-tree'

/** A run of text with one style. */
export interface Span {
  text: string
  bold: boolean
  italic: boolean
  strike: boolean
  code: boolean
  /** Address of a link; null for plain text. */
  href: string | null
}

type Style = Omit<Span, 'text'>

/** A block of a document. `depth` is the nesting in lists and quotes, `marker` the bullet or number of a list item. */
export type Block =
  | { kind: 'heading'; level: number; spans: Span[] }
  | { kind: 'paragraph'; depth: number; marker: string | null; spans: Span[] }
  | { kind: 'code'; depth: number; text: string }
  | { kind: 'table'; rows: Span[][][] }
  | { kind: 'rule' }

const PLAIN: Style = { bold: false, italic: false, strike: false, code: false, href: null }
const MAX_DEPTH = 40

/** The blocks of a Markdown text. Images become their descriptions, and HTML stays text: nothing is loaded. */
export const documentBlocks = (markdown: string): Block[] => markdownTree(markdown).flatMap((node) => blocksOf(node, 0))

function blocksOf(node: MarkdownNode, depth: number): Block[] {
  const { type, value = '', children = [] } = node
  if (depth > MAX_DEPTH) return []
  switch (type) {
    case 'heading':
      return [{ kind: 'heading', level: node.depth ?? 1, spans: spansOf(children, PLAIN) }]
    case 'paragraph':
      return [paragraph(spansOf(children, PLAIN), depth)]
    case 'code':
      return [{ kind: 'code', depth, text: value }]
    case 'html':
      return [paragraph([{ ...PLAIN, text: value }], depth)]
    case 'blockquote':
      return children.flatMap((child) => blocksOf(child, depth + 1))
    case 'list':
      return children.flatMap((item, index) => itemBlocks(item, markerOf(node, item, index), depth + 1))
    case 'table':
      return [{ kind: 'table', rows: children.map((row) => (row.children ?? []).map(cellSpans)) }]
    case 'thematicBreak':
      return [{ kind: 'rule' }]
    default:
      return []
  }
}

const cellSpans = ({ children = [] }: MarkdownNode) => spansOf(children, PLAIN)

function markerOf({ ordered, start }: MarkdownNode, { checked }: MarkdownNode, index: number): string {
  const marker = ordered ? `${(start ?? 1) + index}.` : '•'
  return typeof checked === 'boolean' ? `${marker} [${checked ? 'x' : ' '}]` : marker
}

/** The first paragraph of a list item has its marker. */
function itemBlocks({ children = [] }: MarkdownNode, marker: string, depth: number): Block[] {
  const blocks = children.flatMap((child) => blocksOf(child, depth))
  const [first, ...rest] = blocks
  if (first?.kind === 'paragraph' && first.marker === null) return [{ ...first, marker }, ...rest]
  return [{ ...paragraph([], depth), marker }, ...blocks]
}

const paragraph = (spans: Span[], depth: number) => ({ kind: 'paragraph' as const, depth, marker: null, spans })

const spansOf = (nodes: readonly MarkdownNode[], style: Style): Span[] => nodes.flatMap((node) => spanOf(node, style))

function spanOf({ type, value = '', alt, url, children = [] }: MarkdownNode, style: Style): Span[] {
  switch (type) {
    case 'text':
    case 'html':
      return [{ ...style, text: value.replaceAll('\n', ' ') }]
    case 'inlineCode':
      return [{ ...style, code: true, text: value }]
    case 'break':
      return [{ ...style, text: '\n' }]
    case 'image':
    case 'imageReference':
      return alt ? [{ ...style, text: alt }] : []
    case 'strong':
      return spansOf(children, { ...style, bold: true })
    case 'emphasis':
      return spansOf(children, { ...style, italic: true })
    case 'delete':
      return spansOf(children, { ...style, strike: true })
    case 'link':
      return spansOf(children, { ...style, href: safeAddress(url) })
    default:
      return spansOf(children, style)
  }
}
