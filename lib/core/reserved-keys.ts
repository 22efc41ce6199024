const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Keys that reach an object's prototype on assignment. */
export function isReservedKey(key: string): boolean {
  return RESERVED.has(key)
}

export type JsonFlaw = { kind: 'reserved-key' | 'too-deep' | 'too-many'; path: string }

/**
 * Checks untrusted data without recursion, so that no nesting overflows the stack.
 * @param maxValues limits the work: a value of a few bytes costs a hundred times as much to check
 */
export function findJsonFlaw(value: unknown, maxDepth = 200, maxValues = Number.POSITIVE_INFINITY): JsonFlaw | null {
  const pending: Place[] = isContainer(value) ? [{ value, key: '', depth: 0, parent: null }] : []
  let values = 0
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (place.depth >= maxDepth) return { kind: 'too-deep', path: pathOf(place) }
    const keys = Array.isArray(place.value) ? null : Object.keys(place.value)
    const reserved = keys?.find(isReservedKey)
    if (reserved !== undefined) return { kind: 'reserved-key', path: pathOf({ key: reserved, parent: place }) }
    values += addChildren(place, keys, pending)
    if (values > maxValues) return { kind: 'too-many', path: pathOf(place) }
  }
  return null
}

/** Adds the containers inside a container to `pending`. @param keys null for an array. @returns the number of children */
function addChildren(parent: Place, keys: readonly string[] | null, pending: Place[]): number {
  const children: readonly unknown[] = Array.isArray(parent.value) ? parent.value : Object.values(parent.value)
  for (let index = 0; index < children.length; index += 1) {
    const child = children[index]
    if (isContainer(child)) pending.push({ value: child, key: keys?.[index] ?? index, depth: parent.depth + 1, parent })
  }
  return children.length
}

interface Step {
  key: string | number
  parent: Step | null
}

interface Place extends Step {
  value: object
  depth: number
}

/** The path of a position. It is built only for errors, since most positions never need one. */
function pathOf(place: Step): string {
  const keys: (string | number)[] = []
  for (let step: Step | null = place; step?.parent; step = step.parent) keys.unshift(step.key)
  return keys.join('.')
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
