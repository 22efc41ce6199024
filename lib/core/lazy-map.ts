/**
 * A map that is allocated on first insertion. V8 gives an empty one room for four entries, and each
 * of thousands of runs has two dozen that mostly stay empty.
 */
export class LazyMap<K, V> {
  #map: Map<K, V> | null = null

  /** @param entries if absent or empty, nothing is allocated */
  constructor(entries?: ReadonlyMap<K, V> | null) {
    if (entries && entries.size > 0) this.#map = new Map(entries)
  }

  get size(): number {
    return this.#map?.size ?? 0
  }

  get(key: K): V | undefined {
    return this.#map?.get(key)
  }

  has(key: K): boolean {
    return this.#map?.has(key) ?? false
  }

  set(key: K, value: V): this {
    this.#map ??= new Map()
    this.#map.set(key, value)
    return this
  }

  delete(key: K): boolean {
    return this.#map?.delete(key) ?? false
  }

  clear(): void {
    this.#map = null
  }

  keys(): Iterable<K> {
    return this.#map?.keys() ?? []
  }

  values(): Iterable<V> {
    return this.#map?.values() ?? []
  }
}

/** A set that is allocated on first insertion. */
export class LazySet<T> {
  #set: Set<T> | null = null

  /** @param items if absent or empty, nothing is allocated */
  constructor(items?: ReadonlySet<T> | null) {
    if (items && items.size > 0) this.#set = new Set(items)
  }

  get size(): number {
    return this.#set?.size ?? 0
  }

  has(item: T): boolean {
    return this.#set?.has(item) ?? false
  }

  add(item: T): this {
    this.#set ??= new Set()
    this.#set.add(item)
    return this
  }

  delete(item: T): boolean {
    return this.#set?.delete(item) ?? false
  }

  clear(): void {
    this.#set = null
  }
}
