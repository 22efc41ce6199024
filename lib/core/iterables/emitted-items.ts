/**
 * Converts emitted items to an async iterable. The work continues while nothing reads; when the
 * reader leaves, the next call of `emit` throws and ends it.
 */
export async function* emittedItems<T>(work: (emit: (item: T) => void) => Promise<void>): AsyncIterable<T> {
  const waiting: T[] = []
  let [hasLeft, isOver] = [false, false]
  let news = Promise.withResolvers<void>()
  const done = work((item) => {
    if (hasLeft) throw new Error('The reader has left.')
    waiting.push(item)
    news.resolve()
  }).finally(() => {
    isOver = true
    news.resolve()
  })
  // Rethrown by `await done` below.
  done.catch(() => {})
  try {
    while (!isOver || waiting.length > 0) {
      await news.promise
      news = Promise.withResolvers()
      yield* waiting.splice(0)
    }
    await done
  } finally {
    hasLeft = true
  }
}
