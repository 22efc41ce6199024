/** Of each of the two generations. */
const MOST = 20_000
/** Longer words are rarely met twice. */
const LONGEST = 32

/**
 * What a pure function gave for the words met last. Two generations, so that frequent words outlive a full cache; a Map
 * whose oldest entry goes with each new one is mostly gaps, and spends its time in closing them.
 */
export class Remembered<Value> {
  private recent = new Map<string, Value>()
  private older = new Map<string, Value>()

  /** @param most entries of each generation; a word with its terms takes some 200 bytes */
  constructor(
    private readonly reckon: (word: string) => Value,
    private readonly most = MOST,
  ) {}

  of(word: string): Value {
    const known = this.recent.get(word)
    if (known !== undefined) return known
    const value = this.older.get(word) ?? this.reckon(word)
    if (word.length > LONGEST) return value
    if (this.recent.size >= this.most) {
      this.older = this.recent
      this.recent = new Map()
    }
    this.recent.set(word, value)
    return value
  }
}
