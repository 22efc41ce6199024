import type { WordHit } from '../../lexical/ranking/find-by-keywords'
import type { VectorHit } from '../../vectors/find-by-vector'

/** A vector hit with its keyword score, whether or not the keyword search found it. */
export interface ScoredHit extends VectorHit {
  words: number
}

export interface FusedCandidate {
  id: string
  vectorRank: number | null
  keywordRank: number | null
  /** Cosine to the question's vector; null without one. */
  similarity: number | null
  /** BM25F; 0 without common terms. */
  words: number
  /** Fused score, about 0..1 for `weighted`. */
  fused: number
  /** Score that orders the list: `fused`, combined with token similarity where known. */
  joined: number
}

export interface Fusion {
  by: 'rrf' | 'weighted'
  /** Weight of the semantic score in `weighted`, 0..1. */
  meaningShare: number
}

/**
 * A small k emphasizes the first ranks: both lists are good, and a chunk at the top of both is
 * nearly always right.
 */
export const RANK_CONSTANT = 10

/**
 * Fuses two lists into one, best first. @param bestWords the best keyword score, if its chunk may
 * have been dropped
 */
export function fuse(
  byVector: readonly ScoredHit[],
  byWords: readonly WordHit[],
  fusion: Fusion,
  bestWords = 0,
): FusedCandidate[] {
  const candidates = new Map<string, FusedCandidate>()
  for (const [index, { id, similarity, words }] of byVector.entries()) {
    candidates.set(id, { id, vectorRank: index + 1, keywordRank: null, similarity, words, fused: 0, joined: 0 })
  }
  for (const { id, similarity, score, rank } of byWords) {
    const existing = candidates.get(id)
    if (existing) existing.keywordRank = rank
    else
      candidates.set(id, {
        id,
        vectorRank: null,
        keywordRank: rank,
        similarity,
        words: score,
        fused: 0,
        joined: 0,
      })
  }
  const all = [...candidates.values()]
  const score = fusion.by === 'rrf' ? reciprocalRank : weightedScore(all, fusion.meaningShare, bestWords)
  for (const candidate of all) {
    candidate.fused = score(candidate)
    candidate.joined = candidate.fused
  }
  return all.sort((a, b) => b.fused - a.fused)
}

/** Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009). */
function reciprocalRank({ vectorRank, keywordRank }: FusedCandidate): number {
  const scoreOf = (rank: number | null) => (rank === null ? 0 : 1 / (RANK_CONSTANT + rank))
  return scoreOf(vectorRank) + scoreOf(keywordRank)
}

/** Scores relative to the best of each channel, so that a clear winner of one channel stays one. */
function weightedScore(
  all: readonly FusedCandidate[],
  meaningShare: number,
  minBest: number,
): (candidate: FusedCandidate) => number {
  const bestWords = all.reduce((best, { words }) => Math.max(best, words), minBest) || 1
  const bestSimilarity = all.reduce((best, { similarity }) => Math.max(best, similarity ?? 0), 0)
  // Without vectors only keywords count.
  const share = bestSimilarity > 0 ? meaningShare : 0
  return ({ words, similarity }) =>
    share * (Math.max(0, similarity ?? 0) / (bestSimilarity || 1)) + (1 - share) * (words / bestWords)
}
