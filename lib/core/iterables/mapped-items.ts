/**
 * Maps an async iterable. Hand-written, since an async generator costs three microtask turns per
 * item and six times the memory while waiting. Chained maps share one iterator.
 */
export function mapped<A, B>(
  source: AsyncIterable<A>,
  map: (item: A) => B | Promise<B>,
): AsyncIterableIterator<B, undefined> {
  return source instanceof MappedItems ? source.mapped(map) : new MappedItems(source[Symbol.asyncIterator](), map)
}

class MappedItems<A, B> implements AsyncIterableIterator<B, undefined> {
  constructor(
    private readonly source: AsyncIterator<A>,
    private readonly map: (item: A) => B | Promise<B>,
  ) {}

  /** Replaces this iterator. */
  mapped<C>(next: (item: B) => C | Promise<C>): MappedItems<A, C> {
    const { source, map } = this
    return new MappedItems(source, (item) => {
      const made = map(item)
      return made instanceof Promise ? made.then(next) : next(made)
    })
  }

  next(): Promise<IteratorResult<B, undefined>> {
    return this.source.next().then(this.#take)
  }

  async return(): Promise<IteratorResult<B, undefined>> {
    await this.source.return?.()
    return DONE
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  readonly #take = (
    result: IteratorResult<A>,
  ): IteratorResult<B, undefined> | Promise<IteratorResult<B, undefined>> => {
    if (result.done) return DONE
    try {
      const value = this.map(result.value)
      return value instanceof Promise ? value.then(toResult, this.#fail) : { done: false, value }
    } catch (error) {
      return this.#fail(error)
    }
  }

  /** Like in a generator, the source ends before the error is thrown. */
  readonly #fail = async (error: unknown): Promise<never> => {
    await this.source.return?.()
    throw error
  }
}

const DONE = { done: true, value: undefined } as const
const toResult = <B>(value: B) => ({ done: false, value }) as const
