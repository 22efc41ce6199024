/** Of each of the two generations. A word with its terms takes some 200 bytes. */
const MOST = 20_000
/** Longer words are rarely met twice. */
const LONGEST = 32

/** What a pure function gave for the words met last. Two generations, so that frequent words outlive a full cache. */
export class Remembered {
  private recent = new Map<string, readonly string[]>()
  private older = new Map<string, readonly string[]>()

  constructor(private readonly reckon: (word: string) => readonly string[]) {}

  of(word: string): readonly string[] {
    const known = this.recent.get(word)
    if (known) return known
    const terms = this.older.get(word) ?? this.reckon(word)
    if (word.length > LONGEST) return terms
    if (this.recent.size >= MOST) {
      this.older = this.recent
      this.recent = new Map()
    }
    this.recent.set(word, terms)
    return terms
  }
}
