import { RERANK_FEATURES } from './rerank-features'
import weights from './rerank-weights.json' with { type: 'json' }

/** With what sentences and tokens mean, or, where that is not kept, by the chunk's vector alone. */
export type RerankOrder = 'bySigns' | 'byWhole'

/** Fitted by `npm run bench:knowledge -- fit` (docs/search.md says on what). */
const WEIGHTS: Readonly<Record<RerankOrder, Readonly<Record<string, number>>>> = weights.order

/** A candidate's place among those of one question: higher is better; the scale means nothing elsewhere. */
export function rerankScore(features: readonly number[], order: RerankOrder): number {
  return RERANK_FEATURES.reduce((sum, name, index) => sum + (WEIGHTS[order][name] ?? 0) * (features[index] ?? 0), 0)
}

/** How likely the best passage is to hold the answer, 0..1, by what can be compared between questions. */
export function confidenceOf(features: readonly number[]): number {
  const { bias, ...factors } = weights.confidence
  const known: Readonly<Record<string, number>> = factors
  const sum = RERANK_FEATURES.reduce((total, name, index) => total + (known[name] ?? 0) * (features[index] ?? 0), bias)
  return 1 / (1 + Math.exp(-sum))
}
