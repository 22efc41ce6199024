/** An async iterable of one item, hand-written like `mapped`. */
export function one<T>(item: T): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]: () => {
      let isGiven = false
      const next = async (): Promise<IteratorResult<T, undefined>> => {
        if (isGiven) return { done: true, value: undefined }
        isGiven = true
        return { done: false, value: item }
      }
      return { next }
    },
  }
}
