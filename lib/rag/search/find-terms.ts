import type { ReadPassage } from './read-passage'

/** Of each of the question's terms whether it is held, 1 or 0. */
export type HeldTerms = Uint8Array

export interface FoundTerms {
  /** The question's terms in the text, in its order: `term` by its place in the question, `at` counts terms of the text. */
  mentions: { term: number; at: number }[]
  /** How many terms the text has. */
  length: number
  inText: HeldTerms
  inContext: HeldTerms
  /** One a sentence. */
  bySentence: HeldTerms[]
}

/** What a passage holds of a question, in one run over its terms. @param places of the question's terms */
export function findTerms(places: ReadonlyMap<string, number>, { sentences, contextTerms }: ReadPassage): FoundTerms {
  const found: FoundTerms = {
    ...{ mentions: [], length: 0, bySentence: [] },
    inText: new Uint8Array(places.size),
    inContext: new Uint8Array(places.size),
  }
  for (const { terms } of sentences) {
    const held = new Uint8Array(places.size)
    // By index: `entries` would make a pair of each term of each passage.
    for (let index = 0; index < terms.length; index += 1) {
      const term = places.get(terms[index] ?? '')
      if (term === undefined) continue
      held[term] = 1
      found.inText[term] = 1
      found.mentions.push({ term, at: found.length + index })
    }
    found.bySentence.push(held)
    found.length += terms.length
  }
  for (const name of contextTerms) {
    const term = places.get(name)
    if (term !== undefined) found.inContext[term] = 1
  }
  return found
}
