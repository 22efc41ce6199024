import { RERANK_FEATURES } from './rerank-features'

/** Fitted by bench/retrieval.ts --fit on the development questions (pairwise logistic regression). */
const WEIGHTS: Readonly<Record<(typeof RERANK_FEATURES)[number], number>> = {
  fused: 1,
  similarity: 0,
  similarityToBest: 0,
  coverage: 0,
  contextCoverage: 0,
  textCoverage: 0,
  sentenceCoverage: 0,
  pairs: 0,
  density: 0,
  frequency: 0,
}

/** A candidate's place among those of one query: higher is better; the scale means nothing elsewhere. */
export function rerankScore(features: readonly number[]): number {
  return RERANK_FEATURES.reduce((sum, name, index) => sum + WEIGHTS[name] * (features[index] ?? 0), 0)
}
