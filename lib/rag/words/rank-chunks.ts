import type { AllowedChunks } from './allowed-chunks'
import { BestChunks, type RankedChunk } from './best-chunks'
import { ByteReader } from './bytes'
import { type ChunkTable, countPostings } from './segment-codec'

/** Lengths are kept in 16 bits. */
const LONGEST = 65_535

/** Frequency saturates at k1; b says how much a long field is held against its words. Chosen by bench/knowledge, by article. */
export const BM25F = { k1: 0.8, text: { weight: 1, b: 0.6 }, context: { weight: 1, b: 0.5 } }

/** Totals of all segments of an index, for rarity and lengths. */
export interface IndexTotals {
  chunkCount: number
  textTerms: number
  contextTerms: number
}

export interface SegmentTerms {
  chunks: ChunkTable
  /** A list for each query term, in the query's order; null where the segment does not have it. */
  lists: readonly (Uint8Array | null)[]
}

/** Robertson and Spärck Jones's idf, never negative: ln(1 + (N - n + 0.5) / (n + 0.5)). */
export function idfOf(chunkCount: number, holding: number): number {
  const count = Math.min(holding, chunkCount)
  return Math.log(1 + (chunkCount - count + 0.5) / (count + 0.5))
}

/** How many chunks hold each term. */
export function holdersOf(segments: readonly SegmentTerms[], termCount: number): number[] {
  return Array.from({ length: termCount }, (_, term) =>
    segments.reduce((sum, { lists }) => sum + (lists[term] ? countPostings(lists[term]) : 0), 0),
  )
}

export interface RankedWords {
  /** Best first. */
  best: RankedChunk[]
  /** Of any chunk; 0 when it holds no term or is not in the index. */
  scoreOf(number: number): number
}

/** The chunks whose words fit best, by BM25F (Robertson, Zaragoza, Taylor 2004), term at a time over all segments. */
export function rankChunks(
  segments: readonly SegmentTerms[],
  totals: IndexTotals,
  weights: readonly number[],
  limit: number,
  allowed: AllowedChunks | null = null,
): RankedWords {
  const best = new BestChunks(limit)
  const scored = segments.map((segment) => ({ chunks: segment.chunks, scores: scoreSegment(segment, totals, weights) }))
  for (const { chunks, scores } of scored) offerAll(best, chunks.numbers, scores, allowed)
  const scoreOf = (number: number) =>
    scored.reduce((found, { chunks, scores }) => found || (scores[placeOf(chunks.numbers, number)] ?? 0), 0)
  return { best: best.items, scoreOf }
}

/** Looks at every chunk of the segment; what it compares with stays at hand. */
function offerAll(best: BestChunks, numbers: Float64Array, scores: Float32Array, allowed: AllowedChunks | null): void {
  const { length } = scores
  let least = best.least
  for (let place = 0; place < length; place += 1) {
    const score = scores[place] ?? 0
    if (score <= least) continue
    const number = numbers[place] ?? 0
    if (allowed !== null && !allowed.has(number)) continue
    best.offer(number, score)
    least = best.least
  }
}

/** One score a chunk of the segment, in its order. */
function scoreSegment({ chunks, lists }: SegmentTerms, totals: IndexTotals, weights: readonly number[]): Float32Array {
  const scores = new Float32Array(chunks.numbers.length)
  const divisors = {
    text: divisorsOf(BM25F.text.b, totals.textTerms / totals.chunkCount),
    context: divisorsOf(BM25F.context.b, totals.contextTerms / totals.chunkCount),
  }
  for (const [term, list] of lists.entries()) {
    const weight = weights[term] ?? 0
    if (list && weight !== 0) addScores(scores, chunks, list, weight, divisors)
  }
  return scores
}

/**
 * Meets every posting of a term, so numbers are read here and not by a call for each, and what a length divides by comes
 * out of a table.
 */
function addScores(
  scores: Float32Array,
  { textLengths, contextLengths }: ChunkTable,
  list: Uint8Array,
  weight: number,
  divisors: { text: Float64Array; context: Float64Array },
): void {
  const { k1, text, context } = BM25F
  const reader = new ByteReader(list)
  const count = reader.number()
  let at = reader.at
  let place = 0
  for (let index = 0; index < count; index += 1) {
    let byte = list[at++] ?? 0
    let gap = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = list[at++] ?? 0
      gap |= (byte & 127) << shift
    }
    place += gap
    const counts = list[at++] ?? 0
    let frequency = (text.weight * (counts >> 4)) / (divisors.text[textLengths[place] ?? 0] ?? 1)
    if ((counts & 15) > 0)
      frequency += (context.weight * (counts & 15)) / (divisors.context[contextLengths[place] ?? 0] ?? 1)
    scores[place] = (scores[place] ?? 0) + (weight * frequency) / (k1 + frequency)
  }
}

/** Of the last averages: they change when chunks come and go, and a search needs two. */
const known = new Map<string, Float64Array>()
const MOST_KNOWN = 16

/** By a field's length in terms: what its frequencies are divided by. */
function divisorsOf(b: number, average: number): Float64Array {
  const key = `${b} ${average}`
  const found = known.get(key)
  if (found) return found
  const share = b / Math.max(1, average)
  const made = Float64Array.from({ length: LONGEST + 1 }, (_, length) => 1 - b + share * length)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(key, made)
  return made
}

/** -1: not among them. */
function placeOf(numbers: Float64Array, number: number): number {
  let low = 0
  let high = numbers.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = numbers[middle] ?? 0
    if (found === number) return middle
    if (found < number) low = middle + 1
    else high = middle - 1
  }
  return -1
}
