/** Size of each of the two generations. */
const MAX_ENTRIES = 20_000
/** Longer words rarely occur twice. */
const MAX_WORD_LENGTH = 32

/**
 * Caches a pure function of words in two generations, so that frequent words survive a full cache. A Map that
 * evicts its oldest entry with each insertion would consist mostly of gaps, and would spend its time
 * compacting.
 */
export class Remembered<Value> {
  private recent = new Map<string, Value>()
  private older = new Map<string, Value>()

  /** @param maxEntries entries of each generation; a word with its terms takes about 200 bytes */
  constructor(
    private readonly compute: (word: string) => Value,
    private readonly maxEntries = MAX_ENTRIES,
  ) {}

  of(word: string): Value {
    const cached = this.recent.get(word)
    if (cached !== undefined) return cached
    const value = this.older.get(word) ?? this.compute(word)
    if (word.length > MAX_WORD_LENGTH) return value
    if (this.recent.size >= this.maxEntries) {
      this.older = this.recent
      this.recent = new Map()
    }
    this.recent.set(word, value)
    return value
  }
}
