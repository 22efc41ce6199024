/** Evicts the least recently used entries; a Map keeps insertion order. */
export class LruCache<Key, Value> {
  private readonly entries = new Map<Key, Value>()
  private total = 0

  /** @param max total size. @param sizeOf must not change while the value is cached */
  constructor(
    private readonly max: number,
    private readonly sizeOf: (value: Value) => number = () => 1,
  ) {}

  /** Size of all entries. */
  get size(): number {
    return this.total
  }

  get(key: Key): Value | undefined {
    const value = this.entries.get(key)
    if (value === undefined) return undefined
    this.entries.delete(key)
    this.entries.set(key, value)
    return value
  }

  set(key: Key, value: Value): void {
    this.delete(key)
    this.entries.set(key, value)
    this.total += this.sizeOf(value)
    while (this.total > this.max && this.evict());
  }

  delete(key: Key): void {
    const value = this.entries.get(key)
    if (value === undefined) return
    this.entries.delete(key)
    this.total -= this.sizeOf(value)
  }

  /** Removes the least recently used entry, but keeps the last one, however large. @returns whether there was one */
  evict(): boolean {
    if (this.entries.size <= 1) return false
    const [oldest] = this.entries.keys()
    if (oldest !== undefined) this.delete(oldest)
    return oldest !== undefined
  }
}
