/** Collects the items of an iterable, and the error that interrupted it. */
export function collectUntilFailure<T>(source: Iterable<T>): { items: T[]; failure: unknown } {
  const items: T[] = []
  try {
    for (const item of source) items.push(item)
  } catch (failure) {
    return { items, failure }
  }
  return { items, failure: null }
}
