import { RERANK_FEATURES } from './rerank-features'

/** Fitted by bench/retrieval.ts --fit on the development questions (pairwise logistic regression). */
const WEIGHTS: Readonly<Record<(typeof RERANK_FEATURES)[number], number>> = {
  fused: 2.578,
  similarity: 5.825,
  similarityToBest: 5.825,
  coverage: 3.632,
  contextCoverage: -0.753,
  textCoverage: 2.12,
  sentenceCoverage: 4.951,
  pairs: 3.436,
  density: -1.885,
  frequency: 0.113,
}

/** A candidate's place among those of one query: higher is better; the scale means nothing elsewhere. */
export function rerankScore(features: readonly number[]): number {
  return RERANK_FEATURES.reduce((sum, name, index) => sum + WEIGHTS[name] * (features[index] ?? 0), 0)
}
