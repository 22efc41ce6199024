import type { RerankOrder } from '@/lib/rag/search/rerank/rerank'
import { RERANK_FEATURES, SIGN_FEATURES } from '@/lib/rag/search/rerank/rerank-features'
import type { Prior } from './fit-pairwise'

/** Of these one is chosen on questions that are held out of a training; the middle one is shipped. */
export const DECAYS = [3e-3, 1e-2, 3e-2]
export const SHIPPED_DECAY = 1e-2

/** About what a feature is worth, in its spreads: an order by this alone is hardly worse than a fitted one. */
const WORTH = 0.3
const OF_SIGNS: readonly string[] = SIGN_FEATURES
/** Read by confidence alone: to the order it says what coverage says. */
const UNUSED: readonly string[] = ['missing']

/**
 * Every feature was made to speak for a passage, and nothing tells beforehand which one speaks louder. What a set of
 * questions teaches beyond that is in part a habit of those who wrote it, so weights are held near to this, not to nought.
 */
export function priorOf(order: RerankOrder, decay: number): Prior {
  const isUsed = (name: string) => !UNUSED.includes(name) && (order === 'bySigns' || !OF_SIGNS.includes(name))
  return { decay, weights: RERANK_FEATURES.map((name) => (isUsed(name) ? WORTH : 0)) }
}
