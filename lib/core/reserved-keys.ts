const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Names that reach an object's prototype when code assigns by key (T31). */
export function isReservedKey(key: string): boolean {
  return RESERVED.has(key)
}

export type JsonFlaw = { kind: 'reserved-key'; path: string } | { kind: 'too-deep'; path: string }

/** Looks through data from outside without recursion, so that no nesting overflows the stack. */
export function findJsonFlaw(value: unknown, maxDepth = 200): JsonFlaw | null {
  const open: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth >= maxDepth) return { kind: 'too-deep', path: next.path }
    for (const [key, child] of Object.entries(next.value)) {
      const path = next.path === '' ? key : `${next.path}.${key}`
      if (isReservedKey(key) && !Array.isArray(next.value)) return { kind: 'reserved-key', path }
      if (typeof child === 'object' && child !== null) open.push({ value: child, path, depth: next.depth + 1 })
    }
  }
  return null
}
