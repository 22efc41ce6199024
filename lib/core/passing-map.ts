/**
 * A map for short-lived entries, such as the runs of a process. V8's `Map` allocates a new table
 * after a number of changes: in the old generation if the previous one is there, with a pointer
 * from the old table to its entries. Entries present at such a moment stay until the next full
 * collection, and minor collections copy everything they reference, twice. Tables of this map hold
 * keys and emptied boxes of removed entries instead.
 */
export class PassingMap<K, V> {
  readonly #boxes = new Map<K, { value: V | null }>()

  get size(): number {
    return this.#boxes.size
  }

  get(key: K): V | undefined {
    return this.#boxes.get(key)?.value ?? undefined
  }

  has(key: K): boolean {
    return this.#boxes.has(key)
  }

  set(key: K, value: V): this {
    const box = this.#boxes.get(key)
    if (box) box.value = value
    else this.#boxes.set(key, { value })
    return this
  }

  delete(key: K): boolean {
    const box = this.#boxes.get(key)
    if (!box) return false
    box.value = null
    return this.#boxes.delete(key)
  }

  keys(): IterableIterator<K> {
    return this.#boxes.keys()
  }

  *values(): Generator<V> {
    for (const { value } of this.#boxes.values()) if (value !== null) yield value
  }

  *[Symbol.iterator](): Generator<[K, V]> {
    for (const [key, { value }] of this.#boxes) if (value !== null) yield [key, value]
  }
}
