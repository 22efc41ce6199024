/**
 * A map for short-lived entries, such as the active runs of a process. When V8's `Map` grows a new table, the previous one
 * keeps all of its entries alive until the next full garbage collection, and minor collections copy them. Here it keeps
 * only keys and empty boxes (`npm run bench:profile`).
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
