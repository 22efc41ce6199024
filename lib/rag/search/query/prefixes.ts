const LETTERS = 32

/**
 * A filter by the first two letters of a set of words. It rejects most words of a passage; without it,
 * looking each word up in the set dominated the comparison with a question.
 */
export class Beginnings {
  private readonly known = new Uint8Array(LETTERS * LETTERS)

  constructor(words: Iterable<string>) {
    for (const word of words) this.known[placeOf(word)] = 1
  }

  /** False if no word in the set starts with the same two letters. */
  mayContain(word: string): boolean {
    return this.known[placeOf(word)] === 1
  }
}

/** Letter collisions only cost a look-up in the set. */
const placeOf = (word: string): number => ((word.charCodeAt(0) & 31) * LETTERS) | (word.charCodeAt(1) & 31)
