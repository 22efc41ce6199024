/** Trigrams are hashed into buckets; a shared bucket is a hint that comparing the words confirms. */
const BUCKETS = 1 << 14
/** Minimum share of common trigrams, like pg_trgm: two swapped letters leave no more of a short word. */
const MIN_SHARED = 0.2
const MIN_LENGTH = 5
const UNSPACED = /[\p{sc=Han}\p{sc=Hang}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u
/** From this length on two errors are tolerated. */
const LONG = 8

export interface NearTerm {
  term: string
  /** Share of common trigrams, 0..1. */
  similarity: number
}

/** Finds terms of a vocabulary that a misspelled term may have meant. */
export class TrigramIndex {
  private readonly starts = new Uint32Array(BUCKETS + 1)
  private readonly places: Uint32Array

  private readonly terms: readonly string[]

  constructor(vocabulary: readonly string[]) {
    const terms = vocabulary.filter((term) => isCorrectable(term, MIN_LENGTH - 1))
    this.terms = terms
    for (const term of terms) for (const bucket of bucketsOf(term)) this.count(bucket + 1)
    for (let bucket = 0; bucket < BUCKETS; bucket += 1)
      this.starts[bucket + 1] = (this.starts[bucket] ?? 0) + (this.starts[bucket + 1] ?? 0)
    this.places = new Uint32Array(this.starts[BUCKETS] ?? 0)
    const next = this.starts.slice()
    for (const [index, term] of terms.entries()) {
      for (const bucket of bucketsOf(term)) {
        const slot = next[bucket] ?? 0
        this.places[slot] = index
        next[bucket] = slot + 1
      }
    }
  }

  /**
   * Terms that are similar to a misspelled one, best first: words of at least five letters with one
   * error, or two from eight letters on, and the same first letter.
   */
  near(term: string, limit: number): NearTerm[] {
    if (!isCorrectable(term)) return []
    const termBuckets = bucketsOf(term)
    const shared = new Map<number, number>()
    for (const bucket of termBuckets) {
      for (let slot = this.starts[bucket] ?? 0; slot < (this.starts[bucket + 1] ?? 0); slot += 1) {
        const index = this.places[slot] ?? 0
        shared.set(index, (shared.get(index) ?? 0) + 1)
      }
    }
    const mistakes = term.length >= LONG ? 2 : 1
    const found: NearTerm[] = []
    for (const [index, count] of shared) {
      const other = this.terms[index] ?? ''
      if (other[0] !== term[0] || Math.abs(other.length - term.length) > mistakes) continue
      const similarity = count / (termBuckets.size + bucketsOf(other).size - count)
      if (similarity >= MIN_SHARED && isWithin(term, other, mistakes)) found.push({ term: other, similarity })
    }
    return found.sort((a, b) => b.similarity - a.similarity || (a.term < b.term ? -1 : 1)).slice(0, limit)
  }

  /** Approximate memory size. */
  get bytes(): number {
    return 4 * (this.starts.length + this.places.length) + 48 * this.terms.length
  }

  private count(bucket: number): void {
    this.starts[bucket] = (this.starts[bucket] ?? 0) + 1
  }
}

/** Numbers and part numbers are literal; scripts without spaces use character pairs. */
function isCorrectable(term: string, minLength = MIN_LENGTH): boolean {
  return term.length >= minLength && /^\p{L}+$/u.test(term) && !UNSPACED.test(term)
}

/** Like pg_trgm: two spaces before, one after. */
function bucketsOf(term: string): Set<number> {
  const padded = `  ${term} `
  const buckets = new Set<number>()
  for (let index = 0; index + 3 <= padded.length; index += 1) {
    let hash = 7
    for (let offset = 0; offset < 3; offset += 1) hash = Math.imul(hash, 31) + padded.charCodeAt(index + offset)
    buckets.add(((hash ^ (hash >>> 7)) >>> 0) % BUCKETS)
  }
  return buckets
}

/** Whether the Damerau distance (letters added, removed, replaced or swapped; 1964) is within the limit. */
function isWithin(item: string, other: string, mistakes: number): boolean {
  let [before, row] = [[] as number[], Array.from({ length: other.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= item.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = item[i - 1] === other[j - 1]
      const removed = (row[j] ?? 0) + 1
      const added = (next[j - 1] ?? 0) + 1
      const replaced = (row[j - 1] ?? 0) + (isSame ? 0 : 1)
      let cost = Math.min(removed, added, replaced)
      const isSwapped = i > 1 && j > 1 && item[i - 1] === other[j - 2] && item[i - 2] === other[j - 1]
      if (isSwapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      next.push(cost)
    }
    before = row
    row = next
  }
  return (row[other.length] ?? 0) <= mistakes
}
