import type { Json } from './values'

/** The JSON in a model's answer, also inside a code fence or text. Undefined for none. */
export function readJsonAnswer(text: string): Json | undefined {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)```/.exec(text)?.[1]
  const first = text.search(/[{[]/)
  const last = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'))
  const inner = first === -1 || last <= first ? undefined : text.slice(first, last + 1)
  for (const candidate of [text, fenced, inner]) {
    const value = candidate === undefined ? undefined : tryParse(candidate)
    if (value !== undefined) return value
  }
  return undefined
}

function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
