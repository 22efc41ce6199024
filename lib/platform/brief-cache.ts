interface Entry<T> {
  value: Promise<T>
  /** Once it is loaded. */
  loaded: { value: T } | null
  /** By the clock that nobody sets: one that was set back would keep a revoked key good for as long. */
  untilMs: number
}

/** Values that may be a moment old: loaded once for all who ask within `ttlMs`. A load that fails is not remembered. */
export class BriefCache<T> {
  private readonly entries = new Map<string, Entry<T>>()

  constructor(
    private readonly ttlMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get(key: string, load: () => Promise<T>): Promise<T> {
    const nowMs = this.now()
    const known = this.entries.get(key)
    if (known && known.untilMs > nowMs) return known.value
    if (this.entries.size >= 10_000) this.entries.clear()
    const entry: Entry<T> = { value: load(), loaded: null, untilMs: nowMs + this.ttlMs }
    this.entries.set(key, entry)
    entry.value.then(
      (value) => {
        entry.loaded = { value }
      },
      () => {
        // It may have been forgotten and loaded anew meanwhile.
        if (this.entries.get(key) === entry) this.entries.delete(key)
      },
    )
    return entry.value
  }

  /** For what every request asks for: the value where it is there and fresh, without a turn of the microtask queue. */
  peek(key: string): T | undefined {
    const known = this.entries.get(key)
    return known?.loaded && known.untilMs > this.now() ? known.loaded.value : undefined
  }

  clear(): void {
    this.entries.clear()
  }

  forget(key: string): void {
    this.entries.delete(key)
  }
}
