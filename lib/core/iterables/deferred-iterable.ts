/**
 * An iterable that is created asynchronously on the first `next()`. `yield*` in an async generator
 * would do the same at three microtask turns per item; this adds none.
 */
export function deferred<T>(prepare: () => Promise<AsyncIterable<T>>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => new Deferred(prepare) }
}

class Deferred<T> implements AsyncIterator<T, undefined> {
  #source: AsyncIterator<T> | null = null
  #begun: Promise<AsyncIterator<T>> | null = null

  constructor(private readonly prepare: () => Promise<AsyncIterable<T>>) {}

  next(): Promise<IteratorResult<T>> {
    if (this.#source) return this.#source.next()
    this.#begun ??= this.#begin()
    return this.#begun.then((source) => source.next())
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    const source = await (this.#source ?? this.#begun?.catch(() => null))
    await source?.return?.()
    return { done: true, value: undefined }
  }

  async #begin(): Promise<AsyncIterator<T>> {
    this.#source = (await this.prepare())[Symbol.asyncIterator]()
    return this.#source
  }
}

/** Yields the first item, then those of the source. */
export function preceded<T>(first: T, rest: AsyncIterable<T>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => new Preceded(first, rest[Symbol.asyncIterator]()) }
}

class Preceded<T> implements AsyncIterator<T, undefined> {
  #isGiven = false

  constructor(
    private readonly first: T,
    private readonly rest: AsyncIterator<T>,
  ) {}

  next(): Promise<IteratorResult<T>> {
    if (this.#isGiven) return this.rest.next()
    this.#isGiven = true
    return Promise.resolve({ done: false, value: this.first })
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.#isGiven = true
    await this.rest.return?.()
    return { done: true, value: undefined }
  }
}
