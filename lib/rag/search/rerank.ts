import { RERANK_FEATURES } from './rerank-features'

/** Fitted by bench/retrieval.ts --fit on the development questions (pairwise logistic regression). */
const WEIGHTS: Readonly<Record<(typeof RERANK_FEATURES)[number], number>> = {
  fused: 2.811,
  similarity: 3.01,
  similarityToBest: 3.01,
  coverage: 2.555,
  contextCoverage: 1.455,
  textCoverage: 2.493,
  sentenceCoverage: 2.693,
  pairs: 2.664,
  density: 2.053,
  frequency: 2.386,
}

/** A candidate's place among those of one query: higher is better; the scale means nothing elsewhere. */
export function rerankScore(features: readonly number[]): number {
  return RERANK_FEATURES.reduce((sum, name, index) => sum + WEIGHTS[name] * (features[index] ?? 0), 0)
}
