/**
 * A map for what comes and goes, such as the runs of a process. V8's own `Map` makes a new table after so many changes:
 * in the old generation, where the one before has grown old, and the old one points at it with all that it held. So what
 * was in the map at such a moment stays until the next full collection, and small collections copy all that hangs on it,
 * twice. Here tables hold keys and empty boxes of what has gone.
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
