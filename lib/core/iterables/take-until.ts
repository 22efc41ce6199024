/** Yields items until `isOver` says that the last one was yielded. Adds no promise per item. */
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
