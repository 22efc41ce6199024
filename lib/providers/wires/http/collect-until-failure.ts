/** All that is made, in one list, and what was thrown in the middle of it. */
export function collectUntilFailure<T>(made: Iterable<T>): { items: T[]; failure: unknown } {
  const items: T[] = []
  try {
    for (const item of made) items.push(item)
  } catch (failure) {
    return { items, failure }
  }
  return { items, failure: null }
}
