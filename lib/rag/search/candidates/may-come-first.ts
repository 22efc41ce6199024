import type { RankedChunk } from '../../lexical/ranking/best-chunks'
import { type Fusion, RANK_CONSTANT, type ScoredHit } from './fuse'

export interface JoinedChannels {
  /** Nearest first. */
  hits: readonly ScoredHit[]
  /** Whether none of the others is nearer than the last of these. */
  isExact: boolean
  /** By words, best first, all of them taken to be there and to be seen. */
  ranked: readonly RankedChunk[]
  fusion: Fusion
  /** By number, chunks whose similarity is known already, beside those of meaning. */
  known: ReadonlyMap<number, { similarity: number | null }>
}

/** A chunk that can be among the first. */
export interface LikelyFirst {
  number: number
  /** What is known of its joined score. */
  score: number
  /** What its similarity adds to that, a whole one; 0 where it is in there. */
  perSimilarity: number
}

interface Candidate extends Omit<LikelyFirst, 'number'> {
  number: number | null
  /** What its joined score is at most. */
  most: number
}

/**
 * The chunks that can be among the first so many when `fuse` has joined the lists. How near a chunk is that only words
 * have found is not known unless it was looked up. It is taken to be as near as the last one that meaning has found at
 * most, where all were compared, and else as the nearest: a scan of an index passes by some that are nearer than the last.
 */
export function mayComeFirst(channels: JoinedChannels, wanted: number): LikelyFirst[] {
  const all = channels.fusion.by === 'rrf' ? byPlaces(channels) : byScores(channels)
  const bar = all.map(({ score }) => score).sort((a, b) => b - a)[wanted - 1] ?? 0
  // The best by words is what scores are shares of, so it must be there.
  const best = channels.ranked.slice(0, 1).find(({ number }) => !channels.known.has(number))?.number
  return all.flatMap(({ number, most, score, perSimilarity }) =>
    number !== null && (most >= bar || number === best) ? [{ number, score, perSimilarity }] : [],
  )
}

function byScores({ hits, isExact, ranked, fusion, known }: JoinedChannels): Candidate[] {
  // As `fuse` has it: a scan may have passed by the nearest, which words have found.
  const nearest = Math.max(0, hits[0]?.similarity ?? 0)
  const bestMeaning = [...known.values()].reduce((best, { similarity }) => Math.max(best, similarity ?? 0), nearest)
  const bestWords = hits.reduce((best, { words }) => Math.max(best, words), ranked[0]?.score ?? 0) || 1
  const share = bestMeaning > 0 ? fusion.meaningShare : 0
  const ofMeaning = (meaning: number) => (share * meaning) / (bestMeaning || 1)
  const mostMeaning = Math.max(0, (isExact ? hits.at(-1) : hits[0])?.similarity ?? 0)
  const ofWords = (words: number) => ((1 - share) * words) / bestWords
  return [
    ...hits.map(({ number, similarity, words }) => {
      const score = ofMeaning(Math.max(0, similarity)) + ofWords(words)
      return { number, score, perSimilarity: 0, most: score }
    }),
    ...unmet(hits, ranked).map(({ number, score }) => {
      const found = known.get(number)
      const ofFound = ofWords(score) + ofMeaning(Math.max(0, found?.similarity ?? 0))
      if (found) return { number, score: ofFound, perSimilarity: 0, most: ofFound }
      const most = ofWords(score) + ofMeaning(mostMeaning)
      return { number, score: ofWords(score), perSimilarity: ofMeaning(1), most }
    }),
  ]
}

function byPlaces({ hits, ranked }: JoinedChannels): Candidate[] {
  const of = (place: number) => (place < 0 ? 0 : 1 / (RANK_CONSTANT + place + 1))
  const places = new Map(ranked.map(({ number }, place) => [number, place]))
  const scored = (number: number | null, place: number): Candidate => {
    const score = of(place) + of(number === null ? -1 : (places.get(number) ?? -1))
    return { number, score, perSimilarity: 0, most: score }
  }
  return [
    ...hits.map(({ number }, place) => scored(number, place)),
    ...unmet(hits, ranked).map(({ number }) => scored(number, -1)),
  ]
}

/** What meaning has not found. */
function unmet(hits: JoinedChannels['hits'], ranked: readonly RankedChunk[]): RankedChunk[] {
  const met = new Set(hits.map(({ number }) => number))
  return ranked.filter(({ number }) => !met.has(number))
}
