/** Values that may be a moment old: loaded once for all who ask within `ttlMs`. A load that fails is not remembered. */
export class BriefCache<T> {
  private readonly entries = new Map<string, { value: Promise<T>; untilMs: number }>()

  constructor(
    private readonly ttlMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  get(key: string, load: () => Promise<T>): Promise<T> {
    const nowMs = this.now()
    const known = this.entries.get(key)
    if (known && known.untilMs > nowMs) return known.value
    if (this.entries.size >= 10_000) this.entries.clear()
    const value = load()
    this.entries.set(key, { value, untilMs: nowMs + this.ttlMs })
    value.catch(() => this.entries.delete(key))
    return value
  }

  clear(): void {
    this.entries.clear()
  }

  forget(key: string): void {
    this.entries.delete(key)
  }
}
