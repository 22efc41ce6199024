import type { RankedChunk } from '../../lexical/ranking/best-chunks'
import { type Fusion, RANK_CONSTANT, type ScoredHit } from './fuse'

export interface JoinedChannels {
  /** Nearest first. */
  hits: readonly ScoredHit[]
  /** Whether the vector search was exhaustive: no other chunk is nearer than the last one. */
  isExact: boolean
  /** Keyword matches, best first, assumed to exist and be accessible. */
  ranked: readonly RankedChunk[]
  fusion: Fusion
  /** Chunks with known similarity besides the vector hits, by number. */
  known: ReadonlyMap<number, { similarity: number | null }>
}

/** A possible top result. */
export interface LikelyFirst {
  number: number
  /** Known part of its fused score. */
  score: number
  /** Weight of its similarity if still unknown, else 0. */
  perSimilarity: number
}

interface Candidate extends Omit<LikelyFirst, 'number'> {
  number: number | null
  /** Upper bound of its fused score. */
  maxScore: number
}

/**
 * Chunks that can be among the first `wanted` after `fuse`. The similarity of a chunk that only keywords
 * found is unknown unless it was loaded. Its upper bound is the similarity of the last vector hit after an
 * exhaustive comparison. Otherwise it is that of the nearest hit, since an index scan misses some chunks.
 */
export function mayComeFirst(channels: JoinedChannels, wanted: number): LikelyFirst[] {
  const all = channels.fusion.by === 'rrf' ? byPlaces(channels) : byScores(channels)
  const bar = all.map(({ score }) => score).sort((a, b) => b - a)[wanted - 1] ?? 0
  // Scores are relative to the best keyword match, so it is included.
  const best = channels.ranked.slice(0, 1).find(({ number }) => !channels.known.has(number))?.number
  return all.flatMap(({ number, maxScore, score, perSimilarity }) =>
    number !== null && (maxScore >= bar || number === best) ? [{ number, score, perSimilarity }] : [],
  )
}

function byScores({ hits, isExact, ranked, fusion, known }: JoinedChannels): Candidate[] {
  // Like `fuse`: a scan may miss the nearest, which keyword search found.
  const nearest = Math.max(0, hits[0]?.similarity ?? 0)
  const bestMeaning = [...known.values()].reduce((best, { similarity }) => Math.max(best, similarity ?? 0), nearest)
  const bestWords = hits.reduce((best, { words }) => Math.max(best, words), ranked[0]?.score ?? 0) || 1
  const share = bestMeaning > 0 ? fusion.meaningShare : 0
  const semanticScore = (meaning: number) => (share * meaning) / (bestMeaning || 1)
  const maxMeaning = Math.max(0, (isExact ? hits.at(-1) : hits[0])?.similarity ?? 0)
  const keywordScore = (words: number) => ((1 - share) * words) / bestWords
  return [
    ...hits.map(({ number, similarity, words }) => {
      const score = semanticScore(Math.max(0, similarity)) + keywordScore(words)
      return { number, score, perSimilarity: 0, maxScore: score }
    }),
    ...unmet(hits, ranked).map(({ number, score }) => {
      const found = known.get(number)
      const foundScore = keywordScore(score) + semanticScore(Math.max(0, found?.similarity ?? 0))
      if (found) return { number, score: foundScore, perSimilarity: 0, maxScore: foundScore }
      const maxScore = keywordScore(score) + semanticScore(maxMeaning)
      return { number, score: keywordScore(score), perSimilarity: semanticScore(1), maxScore }
    }),
  ]
}

function byPlaces({ hits, ranked }: JoinedChannels): Candidate[] {
  const reciprocalRank = (index: number) => (index < 0 ? 0 : 1 / (RANK_CONSTANT + index + 1))
  const places = new Map(ranked.map(({ number }, index) => [number, index]))
  const scored = (number: number | null, index: number): Candidate => {
    const score = reciprocalRank(index) + reciprocalRank(number === null ? -1 : (places.get(number) ?? -1))
    return { number, score, perSimilarity: 0, maxScore: score }
  }
  return [
    ...hits.map(({ number }, index) => scored(number, index)),
    ...unmet(hits, ranked).map(({ number }) => scored(number, -1)),
  ]
}

/** Keyword matches that vector search did not find. */
function unmet(hits: JoinedChannels['hits'], ranked: readonly RankedChunk[]): RankedChunk[] {
  const met = new Set(hits.map(({ number }) => number))
  return ranked.filter(({ number }) => !met.has(number))
}
