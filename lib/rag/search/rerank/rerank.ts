import { RERANK_FEATURES } from './rerank-features'
import weights from './rerank-weights.json' with { type: 'json' }

/** `bySigns` uses sketches of sentences and tokens, `byWhole` only the chunk's vector. */
export type RerankOrder = 'bySigns' | 'byWhole'

/** Fitted by `npm run bench:knowledge -- fit`; bench/README.md names the data. */
const WEIGHTS: Readonly<Record<RerankOrder, Readonly<Record<string, number>>>> = weights.order

/** Ranking score within one question: higher is better; the scale has no other meaning. */
export function rerankScore(features: readonly number[], order: RerankOrder): number {
  return RERANK_FEATURES.reduce((sum, name, index) => sum + (WEIGHTS[order][name] ?? 0) * (features[index] ?? 0), 0)
}

/**
 * Probability that the best passage contains the answer, 0..1, from features that are comparable
 * between questions.
 */
export function confidenceOf(features: readonly number[]): number {
  const { bias, ...factors } = weights.confidence
  const factorsByName: Readonly<Record<string, number>> = factors
  const sum = RERANK_FEATURES.reduce(
    (total, name, index) => total + (factorsByName[name] ?? 0) * (features[index] ?? 0),
    bias,
  )
  return 1 / (1 + Math.exp(-sum))
}
