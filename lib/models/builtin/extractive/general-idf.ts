import type { EvidencePassage } from './evidence'

const PASSAGES_WEIGHT = 2

/**
 * Estimates term rarity without a knowledge base: from the given passages, and from the term's
 * length, since common words are short.
 */
export function generalIdf(passages: readonly Pick<EvidencePassage, 'allTerms'>[]): (term: string) => number {
  return (term) => {
    const holding = passages.filter(({ allTerms }) => allTerms.has(term)).length
    const prior = 2 + Math.min(4, term.length / 2)
    return prior - (PASSAGES_WEIGHT * holding) / Math.max(1, passages.length)
  }
}
