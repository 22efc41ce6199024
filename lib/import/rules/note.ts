import { textOf } from '../fields'
import { never, nowhere } from './never'
import type { Rule } from './rule'

export const note: Rule = {
  targets: { note: 'note' },
  status: 'exact',
  gate: nowhere,
  leave: nowhere,
  values: never,
  build: ({ configure, data }) => configure('note', { text: plainText(textOf(data.text)).slice(0, 20_000) }),
}

/** The text of a rich-text document, which Dify stores as JSON. */
function plainText(stored: string): string {
  try {
    const lines: string[] = []
    collectText(JSON.parse(stored), lines)
    return lines.join('').trim()
  } catch {
    return stored
  }
}

function collectText(value: unknown, lines: string[], depth = 0): void {
  if (depth > 64) return
  if (Array.isArray(value)) for (const item of value) collectText(item, lines, depth + 1)
  else if (value && typeof value === 'object') {
    const { type, text, children, root } = value as Record<string, unknown>
    if (typeof text === 'string') lines.push(text)
    collectText(children ?? root, lines, depth + 1)
    if (type === 'paragraph') lines.push('\n')
  }
}
