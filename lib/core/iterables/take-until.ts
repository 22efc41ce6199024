/** Yields items until `isOver` returns true. Adds no promise per item. */
export function endsWhen<T>(source: AsyncIterable<T>, isOver: () => boolean): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]: () => {
      const iterator = source[Symbol.asyncIterator]()
      const end = async (): Promise<IteratorResult<T, undefined>> => {
        await iterator.return?.()
        return { done: true, value: undefined }
      }
      return { next: () => (isOver() ? end() : iterator.next()), return: end }
    },
  }
}
