const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Names that reach an object's prototype when code assigns by key (T31). */
export function isReservedKey(key: string): boolean {
  return RESERVED.has(key)
}

export type JsonFlaw = { kind: 'reserved-key'; path: string } | { kind: 'too-deep'; path: string }

/** Looks through data from outside without recursion, so that no nesting overflows the stack. */
export function findJsonFlaw(value: unknown, maxDepth = 200): JsonFlaw | null {
  const open: Place[] = isContainer(value) ? [{ value, path: '', depth: 0 }] : []
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value: container, path: parent, depth } = place
    if (depth >= maxDepth) return { kind: 'too-deep', path: parent }
    for (const [key, child] of Object.entries(container)) {
      const path = parent === '' ? key : `${parent}.${key}`
      if (isReservedKey(key)) return { kind: 'reserved-key', path }
      if (isContainer(child)) open.push({ value: child, path, depth: depth + 1 })
    }
  }
  return null
}

interface Place {
  value: object
  path: string
  depth: number
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
