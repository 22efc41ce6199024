/**
 * How many characters a value takes as JSON at the very most; counts little further than `most`. Says of small values
 * that they are, without writing them. Infinite where JSON has no form for something in it.
 */
export function longestJson(value: unknown, most: number): number {
  // A character may be written as \u0000.
  if (typeof value === 'string') return 6 * value.length + 2
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return 25
  if (typeof value !== 'object') return Number.POSITIVE_INFINITY
  let length = 2
  for (const name in value) {
    length += 6 * name.length + 4 + longestJson(Reflect.get(value, name), most - length)
    if (length > most) return length
  }
  return length
}
