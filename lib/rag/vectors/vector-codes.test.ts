import { expect, test } from 'vitest'
import { AllowedChunks } from '../lexical/segments/allowed-chunks'
import { encodeVectors, mergeVectors, rankByCodes } from './vector-codes'

const DIMS = 64

/** A seeded generator (linear congruential). */
let state = 7
const random = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
  return state / 2 ** 31
}
const vectorOf = () => Float32Array.from({ length: DIMS }, random)

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = a.reduce((sum, value, dim) => sum + value * (b[dim] ?? 0), 0)
  return dot / Math.hypot(...a) / Math.hypot(...b)
}

function nearest(vectors: readonly (Float32Array | null)[], query: Float32Array, limit: number): number[] {
  return vectors
    .flatMap((vector, number) => (vector ? [{ number, score: cosine(vector, query) }] : []))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ number }) => number)
}

const segmentOf = (vectors: readonly (Float32Array | null)[], first = 0) => ({
  numbers: Float64Array.from(vectors, (_, index) => first + index),
  pages: encodeVectors(vectors),
})

test('finds nearly the nearest by codes, over several pages, for any lengths', () => {
  const vectors = Array.from({ length: 2_500 }, (_, index) => {
    const vector = vectorOf()
    return index % 5 === 0 ? null : vector.map((value) => value * (1 + (index % 3)))
  })
  const segment = segmentOf(vectors)
  expect(segment.pages).toHaveLength(3)
  let found = 0
  for (let round = 0; round < 10; round += 1) {
    const query = vectorOf()
    const best = new Set(rankByCodes([segment], query, 45, null).map(({ number }) => number))
    for (const number of best) expect(vectors[number]).not.toBeNull()
    found += nearest(vectors, query, 30).filter((number) => best.has(number)).length
  }
  expect(found).toBeGreaterThanOrEqual(297)
})

test('ranks only chunks within the filters and of the same width', () => {
  const vectors = Array.from({ length: 300 }, vectorOf)
  const allowed = new AllowedChunks([{ first: 20, count: 3 }])
  const ranked = rankByCodes([segmentOf(vectors)], vectorOf(), 50, allowed)
  expect(ranked.map(({ number }) => number).sort()).toEqual([20, 21, 22])
  expect(rankByCodes([segmentOf(vectors)], vectorOf().slice(1), 50, null)).toEqual([])
})

test('ranks merged pages like the segments', () => {
  const vectors = Array.from({ length: 1_500 }, (_, index) => (index % 7 === 0 ? null : vectorOf()))
  const parts = [segmentOf(vectors.slice(0, 1_100)), segmentOf(vectors.slice(1_100), 1_100)]
  const from = [...vectors.keys()].map((number) =>
    number < 1_100 ? { segment: 0, place: number } : { segment: 1, place: number - 1_100 },
  )
  const merged = { numbers: Float64Array.from(vectors.keys()), pages: mergeVectors(parts, from) }
  expect(merged.pages).toEqual(encodeVectors(vectors))
  const query = vectorOf()
  expect(rankByCodes([merged], query, 40, null)).toEqual(rankByCodes(parts, query, 40, null))
})
