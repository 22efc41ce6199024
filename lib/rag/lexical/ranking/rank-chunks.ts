import type { AllowedChunks } from '../segments/allowed-chunks'
import type { ChunkTable } from '../segments/segment'
import type { AverageLengths, TermList } from '../segments/term-list'
import { BestChunks, type RankedChunk } from './best-chunks'
import { firstFrom, impactAt, likelyPlaces, type WeighedList } from './likely-positions'

/** Totals over all segments of an index, for rarity and lengths. */
export interface IndexTotals {
  chunkCount: number
  textTerms: number
  contextTerms: number
}

export interface SegmentTerms {
  chunks: ChunkTable
  /** Lists of the query terms in query order; null if the segment does not contain the term. */
  lists: readonly (TermList | null)[]
}

/** Robertson and Spärck Jones's idf, never negative: ln(1 + (N - n + 0.5) / (n + 0.5)). */
export function idfOf(chunkCount: number, holding: number): number {
  const count = Math.min(holding, chunkCount)
  return Math.log(1 + (chunkCount - count + 0.5) / (count + 0.5))
}

/** Document frequency of each term. */
export function holdersOf(segments: readonly SegmentTerms[], termCount: number): number[] {
  return Array.from({ length: termCount }, (_, term) =>
    segments.reduce((sum, { lists }) => sum + (lists[term]?.places.length ?? 0), 0),
  )
}

export interface RankedWords {
  /** Best first. */
  best: RankedChunk[]
  /** Score of any chunk; 0 if it has no term or is not in the index. */
  scoreOf(number: number): number
}

/** Ranks chunks of all segments by BM25F (Robertson, Zaragoza, Taylor 2004). */
export function rankChunks(
  segments: readonly SegmentTerms[],
  totals: IndexTotals,
  weights: readonly number[],
  limit: number,
  allowed: AllowedChunks | null = null,
): RankedWords {
  const best = new BestChunks(limit)
  const averages = { text: totals.textTerms / totals.chunkCount, context: totals.contextTerms / totals.chunkCount }
  const weighed = segments.map(({ chunks, lists }) => ({
    numbers: chunks.numbers,
    lists: weigh({ chunks, lists }, averages, weights),
  }))
  const likely = likelyOf(weighed, limit, allowed)
  for (const [segment, { numbers, lists }] of weighed.entries()) {
    for (const index of likely[segment] ?? []) {
      const score = scoreAt(lists, index)
      if (score > best.minScore) best.offer(numbers[index] ?? 0, score)
    }
  }
  const scoreOf = (number: number) => {
    for (const { numbers, lists } of weighed) {
      const index = firstFrom(numbers, 0, number)
      if (numbers[index] === number) return scoreAt(lists, index)
    }
    return 0
  }
  return { best: best.items, scoreOf }
}

interface WeighedSegment {
  numbers: Float64Array
  lists: WeighedList[]
}

/**
 * Positions per segment that may be among the best. The largest segment comes first, because its
 * best chunks eliminate most of the others.
 */
function likelyOf(
  segments: readonly WeighedSegment[],
  limit: number,
  allowed: AllowedChunks | null,
): (Int32Array | undefined)[] {
  const order = [...segments.entries()].sort(([, a], [, b]) => b.numbers.length - a.numbers.length)
  const likely: Int32Array[] = []
  let minScore = 0
  for (const [segment, { numbers, lists }] of order) {
    const runs = allowed ? allowed.placesIn(numbers) : Int32Array.of(0, numbers.length)
    const found = likelyPlaces(lists, runs, limit, minScore)
    minScore = found.minScore
    likely[segment] = found.places
  }
  return likely
}

function weigh({ chunks, lists }: SegmentTerms, averages: AverageLengths, weights: readonly number[]): WeighedList[] {
  return lists.flatMap((list, term) => {
    const weight = weights[term] ?? 0
    if (!list || weight === 0) return []
    const { values, largest } = list.impactsIn(chunks, averages)
    return [{ places: list.places, impacts: values, weight, maxContribution: weight * largest }]
  })
}

/** The score, in a consistent precision, so that equal chunks have equal scores. */
function scoreAt(lists: readonly WeighedList[], index: number): number {
  let sum = 0
  for (const list of lists) sum += list.weight * impactAt(list, index)
  return Math.fround(sum)
}
