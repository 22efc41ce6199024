import type { ExtraProps } from 'react-markdown'

type Element = NonNullable<ExtraProps['node']>
type ElementContent = Element['children'][number]

const MARK = /\[(\d{1,3})\]/g
const STOP = /^[.,;:!?)…。，、；：！？）]+/
const LITERAL: ReadonlySet<string> = new Set(['a', 'code', 'pre', 'cite'])

/** A rehype plugin that turns `[1]` in text into `<cite>` elements if the number is a citation. */
export function citationMarks({ numbers }: { numbers: ReadonlySet<number> }) {
  return (tree: { children: ElementContent[] }): void => {
    tree.children = tree.children.flatMap((child) => markNode(child, numbers))
  }
}

function markNode(node: ElementContent, numbers: ReadonlySet<number>): ElementContent[] {
  if (node.type === 'text') return splitText(node, numbers)
  if (node.type === 'element' && !LITERAL.has(node.tagName)) {
    node.children = node.children.flatMap((child) => markNode(child, numbers))
  }
  return [node]
}

function splitText(node: Extract<ElementContent, { type: 'text' }>, numbers: ReadonlySet<number>): ElementContent[] {
  const parts: ElementContent[] = []
  let from = 0
  for (const match of node.value.matchAll(MARK)) {
    const number = Number(match[1])
    if (!numbers.has(number)) continue
    if (match.index > from) parts.push({ ...node, value: node.value.slice(from, match.index) })
    from = match.index + match[0].length
    const mark: ElementContent = {
      type: 'element',
      tagName: 'cite',
      properties: { title: String(number) },
      children: [],
    }
    const [stop = ''] = STOP.exec(node.value.slice(from)) ?? []
    from += stop.length
    // Punctuation after a citation stays on its line.
    const kept = { type: 'element' as const, tagName: 'span', properties: { className: ['cited'] } }
    parts.push(stop === '' ? mark : { ...kept, children: [mark, { type: 'text', value: stop }] })
  }
  if (from === 0) return [node]
  if (from < node.value.length) parts.push({ ...node, value: node.value.slice(from) })
  return parts
}
