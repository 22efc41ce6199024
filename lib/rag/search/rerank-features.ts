import { splitSentences } from '../text/split-sentences'
import { termsOf } from '../text/terms'
import type { FusedCandidate } from './fuse-ranks'
import type { CandidateRow } from './load-candidates'
import type { TermStatistics } from './term-statistics'

export const RERANK_FEATURES = [
  'fused',
  'similarity',
  'similarityToBest',
  'coverage',
  'contextCoverage',
  'textCoverage',
  'sentenceCoverage',
  'pairs',
  'density',
  'frequency',
] as const

export interface RerankInput {
  queryTerms: readonly string[]
  idf: TermStatistics['idf']
  candidate: FusedCandidate
  row: CandidateRow
  bestSimilarity: number
}

/** What is known of a candidate without a model, each about 0..1, in the order of RERANK_FEATURES. */
export function rerankFeatures({ queryTerms, idf, candidate, row, bestSimilarity }: RerankInput): number[] {
  const weights = new Map(queryTerms.map((term) => [term, idf(term)]))
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1
  const coverage = (terms: ReadonlySet<string>) =>
    [...weights].reduce((sum, [term, weight]) => sum + (terms.has(term) ? weight : 0), 0) / total
  const terms = termsOf(row.text)
  const inText = new Set(terms)
  const inContext = new Set(termsOf(row.context))
  const sentences = splitSentences(row.text).map(({ start, end }) => new Set(termsOf(row.text.slice(start, end))))
  const bestSentence = sentences.reduce((best, sentence) => Math.max(best, coverage(sentence)), 0)
  const similarity = row.similarity ?? 0
  return [
    candidate.fused / (2 / 11),
    similarity,
    similarity - bestSimilarity,
    coverage(new Set([...inText, ...inContext])),
    coverage(inContext),
    coverage(inText),
    bestSentence,
    sharedPairs(queryTerms, terms),
    terms.filter((term) => weights.has(term)).length / Math.max(20, terms.length),
    saturatedFrequency(weights, terms) / total,
  ]
}

/** Share of the query's neighbouring terms that are neighbours in the text as well. */
function sharedPairs(queryTerms: readonly string[], terms: readonly string[]): number {
  if (queryTerms.length < 2) return 0
  const pairs = new Set(terms.slice(1).map((term, index) => `${terms[index]} ${term}`))
  const shared = queryTerms.slice(1).filter((term, index) => pairs.has(`${queryTerms[index]} ${term}`))
  return shared.length / (queryTerms.length - 1)
}

/** BM25's sum with its usual constants, for chunks of like length. */
function saturatedFrequency(weights: ReadonlyMap<string, number>, terms: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const term of terms) if (weights.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1)
  const lengthShare = 0.25 + (0.75 * terms.length) / 80
  return (
    [...counts].reduce(
      (sum, [term, count]) => sum + ((weights.get(term) ?? 0) * count * 2.2) / (count + 1.2 * lengthShare),
      0,
    ) / 2.2
  )
}
