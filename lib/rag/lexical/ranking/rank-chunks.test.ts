import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AllowedChunks } from '../segments/allowed-chunks'
import { BM25F, TermList } from '../segments/term-list'
import { rankChunks, type SegmentTerms } from './rank-chunks'

const TERMS = 4

/** Numbers start at the segment's own thousand. */
const segmentArbitrary = fc.array(
  fc.record({
    textLength: fc.integer({ min: 1, max: 200 }),
    contextLength: fc.nat(9),
    counts: fc.array(fc.tuple(fc.nat(3), fc.nat(1)), { minLength: TERMS, maxLength: TERMS }),
  }),
  { minLength: 1, maxLength: 120 },
)
type Chunks = typeof segmentArbitrary extends fc.Arbitrary<infer T> ? T : never

function toSegment(chunks: Chunks, index: number): SegmentTerms {
  const lists = Array.from({ length: TERMS }, (_, term) => {
    const holding = chunks.flatMap(({ counts }, index) => {
      const [text, context] = counts[term] ?? [0, 0]
      return text + context > 0 ? [{ place: index, count: (text << 4) | context }] : []
    })
    if (holding.length === 0) return null
    return new TermList(
      Int32Array.from(holding, ({ place: index }) => index),
      Uint8Array.from(holding, ({ count }) => count),
    )
  })
  return {
    chunks: {
      numbers: Float64Array.from(chunks, (_, position) => 1_000 * index + position),
      textLengths: Uint16Array.from(chunks, ({ textLength }) => textLength),
      contextLengths: Uint16Array.from(chunks, ({ contextLength }) => contextLength),
    },
    lists,
  }
}

function scoreOf(chunk: Chunks[number], weights: readonly number[], averages: { text: number; context: number }) {
  const { k1, text, context } = BM25F
  return weights.reduce((sum, weight, term) => {
    const [inText, inContext] = chunk.counts[term] ?? [0, 0]
    const frequency =
      (text.weight * inText) / (1 - text.b + (text.b * chunk.textLength) / averages.text) +
      (context.weight * inContext) / (1 - context.b + (context.b * chunk.contextLength) / averages.context)
    return sum + (weight * frequency) / (k1 + frequency)
  }, 0)
}

test('drops early only passages that cannot be among the best', () => {
  const weightsArbitrary = fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), {
    minLength: TERMS,
    maxLength: TERMS,
  })
  const runsArbitrary = fc.option(fc.array(fc.record({ gap: fc.nat(400), count: fc.nat(60) }), { maxLength: 12 }))
  const totals = { chunkCount: 100, textTerms: 8_000, contextTerms: 500 }
  fc.assert(
    fc.property(
      fc.array(segmentArbitrary, { minLength: 1, maxLength: 3 }),
      weightsArbitrary,
      fc.integer({ min: 1, max: 30 }),
      runsArbitrary,
      fc.boolean(),
      (shape, weights, limit, gaps, areAlike) => {
        // For equal chunks, the largest segment, which is processed first, contains some and an
        // earlier, smaller one others.
        const groups = areAlike ? shape.flatMap((chunks) => [chunks, [...chunks, ...chunks]]) : shape
        let end = 0
        const runs =
          gaps?.map(({ gap, count }) => {
            const first = end + gap
            end = first + count
            return { first, count }
          }) ?? null
        const isAllowed = (number: number) =>
          runs === null || runs.some(({ first, count }) => number >= first && number < first + count)
        const all = groups.flatMap((chunks, index) =>
          chunks.map((chunk, position) => ({
            number: 1_000 * index + position,
            score: scoreOf(chunk, weights, { text: 80, context: 5 }),
          })),
        )
        const expected = all
          .filter(({ number, score }) => score > 0 && isAllowed(number))
          .sort((a, b) => b.score - a.score)
          .slice(0, limit)
        const ranked = rankChunks(groups.map(toSegment), totals, weights, limit, runs && new AllowedChunks(runs))
        expect(ranked.best).toHaveLength(expected.length)
        for (const [position, { number, score }] of ranked.best.entries()) {
          expect(score).toBeCloseTo(expected[position]?.score ?? -1, 4)
          expect(all.find((chunk) => chunk.number === number)?.score).toBeCloseTo(score, 4)
        }
        for (const { number, score } of all) expect(ranked.scoreOf(number)).toBeCloseTo(score, 4)
        const inOrder = all
          .filter(({ number }) => isAllowed(number) && ranked.scoreOf(number) > 0)
          .map(({ number }) => ({ number, score: ranked.scoreOf(number) }))
          .sort((a, b) => b.score - a.score)
        expect(ranked.best).toEqual(inOrder.slice(0, limit))
      },
    ),
    { numRuns: 300 },
  )
})

test('ranks equal chunks of an earlier segment first, however large the other segment is', () => {
  const equal: Chunks[number] = {
    textLength: 50,
    contextLength: 3,
    counts: Array.from({ length: TERMS }, () => [2, 1]),
  }
  const poorer: Chunks[number] = { ...equal, textLength: 150 }
  const segments = [
    [poorer, equal],
    [equal, poorer, equal, poorer, equal],
  ].map(toSegment)
  const weights = Array.from({ length: TERMS }, () => 1)
  const totals = { chunkCount: 7, textTerms: 700, contextTerms: 21 }
  const numbers = (limit: number) => rankChunks(segments, totals, weights, limit).best.map(({ number }) => number)
  expect(numbers(1)).toEqual([1])
  expect(numbers(3)).toEqual([1, 1_000, 1_002])
  expect(numbers(6)).toEqual([1, 1_000, 1_002, 1_004, 0, 1_001])
})
