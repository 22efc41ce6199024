/**
 * Upper bound of a value's JSON size in characters; stops counting soon after `limit`. Shows that
 * small values are small without serializing them. Infinite if JSON cannot represent a part.
 */
export function longestJson(value: unknown, limit: number): number {
  // A character may be escaped as \u0000.
  if (typeof value === 'string') return 6 * value.length + 2
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return 25
  if (typeof value !== 'object') return Number.POSITIVE_INFINITY
  let length = 2
  for (const name in value) {
    length += 6 * name.length + 4 + longestJson(Reflect.get(value, name), limit - length)
    if (length > limit) return length
  }
  return length
}
