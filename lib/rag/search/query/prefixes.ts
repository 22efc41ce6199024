const LETTERS = 32

/**
 * What the words of a set begin with. A look at two letters tells most words of a passage from all of them; to look each
 * up in the set was most of what it took to compare a passage with a question.
 */
export class Beginnings {
  private readonly known = new Uint8Array(LETTERS * LETTERS)

  constructor(words: Iterable<string>) {
    for (const word of words) this.known[placeOf(word)] = 1
  }

  /** false: it is none of the words, and begins with the first two letters of none. */
  mayHold(word: string): boolean {
    return this.known[placeOf(word)] === 1
  }
}

/** Letters that share a place only cost a look at the set. */
const placeOf = (word: string): number => ((word.charCodeAt(0) & 31) * LETTERS) | (word.charCodeAt(1) & 31)
