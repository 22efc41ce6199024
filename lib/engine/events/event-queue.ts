export interface EventQueue<T> extends AsyncIterable<T> {
  push(item: T): void
  close(): void
}

/** Unbounded push queue, so that no producer waits for a slow reader. One reader. */
export function createEventQueue<T>(onReturn: () => void): EventQueue<T> {
  let items: T[] = []
  let head = 0
  let isClosed = false
  let wake: (() => void) | null = null
  const notify = () => {
    wake?.()
    wake = null
  }
  const take = (): IteratorResult<T, undefined> | null => {
    const item = items[head]
    if (item !== undefined) {
      head += 1
      if (head === items.length) {
        items = []
        head = 0
      }
      return { done: false, value: item }
    }
    return isClosed ? { done: true, value: undefined } : null
  }
  return {
    push(item) {
      if (isClosed) return
      items.push(item)
      notify()
    },
    close() {
      isClosed = true
      notify()
    },
    [Symbol.asyncIterator]: () => ({
      async next() {
        for (let result = take(); ; result = take()) {
          if (result) return result
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      },
      async return() {
        onReturn()
        return { done: true, value: undefined }
      },
    }),
  }
}
