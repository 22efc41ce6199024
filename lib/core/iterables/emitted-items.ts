/**
 * What some work tells, as items to iterate. It goes on while nobody reads; a reader that leaves ends it at its next
 * word, by what `tell` throws.
 */
export async function* toldItems<T>(work: (tell: (item: T) => void) => Promise<void>): AsyncIterable<T> {
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
  // Heard below, where it is not too late for that.
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
