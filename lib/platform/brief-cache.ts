interface Entry<T> {
  value: Promise<T>
  /** Set once loaded. */
  loaded: { value: T } | null
  /** Expiry by the monotonic clock: a wall clock that was set back would keep a revoked key valid for as long. */
  untilMs: number
}

/** Caches values that may be slightly stale: one load for all callers within `ttlMs`. A failed load is not cached. */
export class BriefCache<T> {
  private readonly entries = new Map<string, Entry<T>>()

  constructor(
    private readonly ttlMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get(key: string, load: () => Promise<T>): Promise<T> {
    const nowMs = this.now()
    const cached = this.entries.get(key)
    if (cached && cached.untilMs > nowMs) return cached.value
    if (this.entries.size >= 10_000) this.entries.clear()
    const entry: Entry<T> = { value: load(), loaded: null, untilMs: nowMs + this.ttlMs }
    this.entries.set(key, entry)
    entry.value.then(
      (value) => {
        entry.loaded = { value }
      },
      () => {
        // The entry may have been removed and reloaded meanwhile.
        if (this.entries.get(key) === entry) this.entries.delete(key)
      },
    )
    return entry.value
  }

  /** For values every request needs: returns a fresh value synchronously. */
  peek(key: string): T | undefined {
    const cached = this.entries.get(key)
    return cached?.loaded && cached.untilMs > this.now() ? cached.loaded.value : undefined
  }

  clear(): void {
    this.entries.clear()
  }

  forget(key: string): void {
    this.entries.delete(key)
  }
}
