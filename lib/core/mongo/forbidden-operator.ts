import type { Json } from '../json'

/** They run JavaScript on the server, or write the result to a collection. */
const FORBIDDEN = new Set(['$where', '$function', '$accumulator', '$out', '$merge', '$code'])

/** The first operator that may not be sent, at any depth; null if there is none. */
export function forbiddenOperator(value: Json): string | null {
  const open: Json[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if (Array.isArray(next)) open.push(...next)
    else
      for (const [name, child] of Object.entries(next)) {
        if (FORBIDDEN.has(name)) return name
        open.push(child)
      }
  }
  return null
}
