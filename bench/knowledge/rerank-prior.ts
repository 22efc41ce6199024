import type { RerankOrder } from '@/lib/rag/search/rerank/rerank'
import { RERANK_FEATURES, SIGN_FEATURES } from '@/lib/rag/search/rerank/rerank-features'
import type { Prior } from './fit-pairwise'

/** One of these strengths is selected on held-out training questions. The product uses the middle one. */
export const DECAYS = [3e-3, 1e-2, 3e-2]
export const SHIPPED_DECAY = 1e-2

/**
 * Approximate weight of a feature in standard deviations: reranking with these alone is hardly worse than with fitted
 * ones.
 */
const WORTH = 0.3
const OF_SIGNS: readonly string[] = SIGN_FEATURES
/** Used by confidence only: for reranking it duplicates coverage. */
const UNUSED: readonly string[] = ['missing']

/**
 * Every feature is designed to favor a passage, and none is known to matter more. What a set of questions teaches
 * beyond that partly reflects its authors, so weights are regularized toward this prior instead of zero.
 */
export function priorOf(order: RerankOrder, decay: number): Prior {
  const isUsed = (name: string) => !UNUSED.includes(name) && (order === 'bySigns' || !OF_SIGNS.includes(name))
  return { decay, weights: RERANK_FEATURES.map((name) => (isUsed(name) ? WORTH : 0)) }
}
