import { expect, test } from 'vitest'
import { inOrder } from '../../lexical/ranking/find-by-keywords'
import { type Fusion, fuse } from './fuse'
import { type JoinedChannels, mayComeFirst } from './may-come-first'

/** A seeded generator (Park and Miller). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

const NOTHING: JoinedChannels['known'] = new Map()

/**
 * Sixty chunks; vector search finds the nearest twenty, of which an index scan misses some, keyword
 * search the best twenty.
 * @param isNearestMet whether the scan finds the nearest one
 */
function draw(seed: number, isExact: boolean, isNearestMet = true) {
  const random = randomFrom(seed)
  const chunks = Array.from({ length: 60 }, (_, number) => ({
    id: String(number),
    number,
    similarity: 0.4 + 0.6 * random(),
    // From few values, so that some are equal.
    words: random() < 0.5 ? 0 : 1 + Math.floor(6 * random()),
  }))
  const byMeaning = chunks.toSorted((a, b) => b.similarity - a.similarity)
  const hits = byMeaning.filter((_, index) => isExact || (index === 0 ? isNearestMet : random() < 0.9)).slice(0, 20)
  const ranked = chunks
    .filter(({ words }) => words > 0)
    .sort((a, b) => b.words - a.words)
    .slice(0, 20)
    .map(({ number, words }) => ({ number, score: words }))
  return { chunks, hits, isExact, ranked, known: NOTHING }
}

const FUSIONS: Fusion[] = [
  { by: 'weighted', meaningShare: 0.45 },
  { by: 'weighted', meaningShare: 1 },
  { by: 'weighted', meaningShare: 0 },
  { by: 'rrf', meaningShare: 0.45 },
]

/** Of the 27 to 31 chunks in both lists, fewer than `max` are loaded on average. */
const CASES = [
  ...FUSIONS.map((fusion) => ({ fusion, isExact: false, max: 25 })),
  ...FUSIONS.map((fusion) => ({ fusion, isExact: true, max: fusion.meaningShare === 1 ? 12 : 22 })),
]

test.each(CASES)('covers the top of the fused list, by $fusion, exact: $isExact', ({ fusion, isExact, max }) => {
  let readCount = 0
  for (let seed = 1; seed <= 200; seed += 1) {
    const { chunks, ...channels } = draw(seed, isExact)
    const { hits, ranked } = channels
    const likely = mayComeFirst({ ...channels, fusion }, 10)
      .map((it) => ({ ...it, chunk: chunks[it.number] }))
      .map((it) => ({ ...it, joined: it.score + it.perSimilarity * (it.chunk?.similarity ?? 0) }))
    const best = likely.toSorted((a, b) => b.joined - a.joined).slice(0, 10)
    const first = (found: typeof chunks) =>
      fuse(hits, inOrder(ranked, [...hits, ...found]), fusion, ranked[0]?.score)
        .slice(0, 10)
        .map(({ id, fused, keywordRank }) => ({ id, fused, keywordRank }))
    expect(first(best.flatMap(({ chunk }) => chunk ?? []))).toEqual(first(chunks))
    readCount += likely.length
  }
  expect(readCount / 200).toBeLessThan(max)
})

test('returns only the top results if all keyword matches are loaded', () => {
  for (let seed = 1; seed <= 1_000; seed += 1) {
    const { chunks, hits, ranked } = draw(seed, false, seed % 2 === 0)
    const similarities = new Map(ranked.map(({ number }) => [number, { similarity: chunks[number]?.similarity ?? 0 }]))
    for (const fusion of FUSIONS.filter(({ by }) => by === 'weighted')) {
      const all = fuse(hits, inOrder(ranked, chunks), fusion, ranked[0]?.score)
      const bar = all[9]?.fused ?? 0
      const likely = mayComeFirst({ hits, isExact: false, ranked, fusion, known: similarities }, 10)
      expect(likely.map(({ number }) => String(number)).sort()).toEqual(
        all.flatMap(({ id, fused }) => (fused >= bar ? [id] : [])).sort(),
      )
    }
  }
})

test('returns the best keyword matches without vectors, and the nearest ones without keywords', () => {
  const ranked = [5, 4, 3].map((score) => ({ number: score, score }))
  const hits = [9, 8, 7].map((number) => ({ id: String(number), number, similarity: number / 10, words: 0 }))
  const fusion: Fusion = { by: 'weighted', meaningShare: 0.45 }
  expect(mayComeFirst({ hits: [], isExact: true, ranked, fusion, known: NOTHING }, 2)).toMatchObject([
    { number: 5, score: 1 },
    { number: 4, score: 0.8 },
  ])
  expect(mayComeFirst({ hits, isExact: true, ranked: [], fusion, known: NOTHING }, 2)).toMatchObject([
    { number: 9 },
    { number: 8 },
  ])
})

test('does not load chunks outside of keyword segments early; they are read by id', () => {
  const hits = [{ id: 'new', number: null, similarity: 0.9, words: 0 }]
  const fusion: Fusion = { by: 'weighted', meaningShare: 1 }
  expect(mayComeFirst({ hits, isExact: true, ranked: [], fusion, known: NOTHING }, 5)).toEqual([])
})
