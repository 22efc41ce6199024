import type { Json } from '@/lib/core/json'

/** Extended JSON: names of values, such as ids and dates, which no query treats as conditions. */
const VALUES = new Set([
  '$oid',
  '$date',
  '$uuid',
  '$binary',
  '$numberInt',
  '$numberLong',
  '$numberDouble',
  '$numberDecimal',
  '$timestamp',
  '$minKey',
  '$maxKey',
])

/** The first operator in a value that must only be data, at any depth; null if there is none. */
export function insertedOperator(value: Json): string | null {
  const open: Json[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    for (const [name, child] of Object.entries(next)) {
      if (name.startsWith('$') && !VALUES.has(name)) return name
      open.push(child)
    }
  }
  return null
}
