import type { Json } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'

/**
 * Extracts the JSON of a model's answer, with or without a code fence or a sentence around it;
 * `undefined` when there is none.
 */
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
    const value: Json = JSON.parse(text)
    return findJsonFlaw(value) === null ? value : undefined
  } catch {
    return undefined
  }
}
