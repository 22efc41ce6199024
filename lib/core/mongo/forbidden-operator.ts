/** They run JavaScript on the server, or write the result to a collection. */
const FORBIDDEN = new Set(['$where', '$function', '$accumulator', '$out', '$merge', '$code'])

/** The first operator that may not be sent, at any depth of a JSON value; null if there is none. */
export function forbiddenOperator(value: unknown): string | null {
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    for (const [name, child] of Object.entries(next)) {
      if (FORBIDDEN.has(name)) return name
      open.push(child)
    }
  }
  return null
}
