import type { EvidencePassage } from './evidence'

const CERTAIN = 2

/**
 * How rare a term is when nothing is known of the knowledge base: from the passages at hand, and from its length,
 * since short words are common ones.
 */
export function generalIdf(passages: readonly Pick<EvidencePassage, 'allTerms'>[]): (term: string) => number {
  return (term) => {
    const holding = passages.filter(({ allTerms }) => allTerms.has(term)).length
    const prior = 2 + Math.min(4, term.length / 2)
    return prior - (CERTAIN * holding) / Math.max(1, passages.length)
  }
}
