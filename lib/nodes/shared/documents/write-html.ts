import { type MarkdownNode, markdownTree, safeAddress } from './markdown-tree'
import { xmlText } from './xml-text'

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}th,td{border:1px solid #bbb;padding:.3rem .6rem;text-align:left}pre{background:#f4f4f5;padding:.8rem;overflow:auto}'

const ELEMENTS: Readonly<Record<string, string>> = {
  paragraph: 'p',
  blockquote: 'blockquote',
  strong: 'strong',
  emphasis: 'em',
  delete: 'del',
}

/** A complete page without scripts or external files. HTML in the Markdown text is shown as text. */
export function writeHtml(markdown: string, title: string): string {
  const head = `<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${xmlText(title)}</title>\n<style>${STYLE}</style>`
  const body = markdownTree(markdown).map(htmlOf).join('\n')
  return `<!doctype html>\n<html>\n<head>\n${head}\n</head>\n<body>\n${body}\n</body>\n</html>\n`
}

function htmlOf(node: MarkdownNode): string {
  const { type, value = '', children = [], url, alt } = node
  const inner = () => children.map(htmlOf).join('')
  switch (type) {
    case 'text':
    case 'html':
      return xmlText(value)
    case 'inlineCode':
      return `<code>${xmlText(value)}</code>`
    case 'code':
      return `<pre><code>${xmlText(value)}</code></pre>`
    case 'break':
      return '<br>'
    case 'thematicBreak':
      return '<hr>'
    case 'heading':
      return `<h${node.depth}>${inner()}</h${node.depth}>`
    case 'list':
      return node.ordered
        ? `<ol${(node.start ?? 1) === 1 ? '' : ` start="${node.start}"`}>${inner()}</ol>`
        : `<ul>${inner()}</ul>`
    case 'listItem':
      return `<li>${typeof node.checked === 'boolean' ? `[${node.checked ? 'x' : ' '}] ` : ''}${itemHtml(node)}</li>`
    case 'table':
      return `<table>${children.map((row, index) => rowHtml(row, index === 0 ? 'th' : 'td')).join('')}</table>`
    case 'image':
    case 'imageReference':
      return xmlText(alt ?? '')
    case 'link':
      return linkHtml(safeAddress(url), inner())
    default:
      return ELEMENTS[type] ? `<${ELEMENTS[type]}>${inner()}</${ELEMENTS[type]}>` : inner()
  }
}

/** A paragraph of a list without empty lines is only its text. */
const itemHtml = ({ spread, children = [] }: MarkdownNode): string =>
  children
    .flatMap((child) => (child.type === 'paragraph' && !spread ? (child.children ?? []) : [child]))
    .map(htmlOf)
    .join('')

const linkHtml = (address: string | null, inner: string): string =>
  address === null ? inner : `<a href="${xmlText(address)}" rel="noopener noreferrer">${inner}</a>`

const rowHtml = ({ children = [] }: MarkdownNode, cell: 'th' | 'td'): string =>
  `<tr>${children.map((one) => `<${cell}>${(one.children ?? []).map(htmlOf).join('')}</${cell}>`).join('')}</tr>`
