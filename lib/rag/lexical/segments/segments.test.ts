import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdersOf, idfOf, rankChunks, type SegmentTerms } from '../ranking/rank-chunks'
import { AllowedChunks } from './allowed-chunks'
import { makeSegment, type NumberedChunk } from './make-segment'
import { mergeSegments } from './merge-segments'
import {
  decodeChunks,
  decodePostings,
  type EncodedSegment,
  encodeSegment,
  findOnPage,
  pageOf,
  readPage,
} from './segment-codec'

const WORDS = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', '黑豹队', 'straße', 'x1']
const chunkArbitrary = fc.record({
  text: fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }).map((words) => words.join(' ')),
  context: fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => words.join(' ')),
})
const numbered = (chunks: { text: string; context: string }[], first = 1): NumberedChunk[] =>
  chunks.map((chunk, index) => ({ ...chunk, number: first + index * 3 }))

function termsOfSegment(encoded: EncodedSegment, terms: readonly string[]): SegmentTerms {
  const lists = terms.map((term) => {
    const page = encoded.pages[pageOf(encoded.firstTerms, term)]
    const bytes = page && findOnPage(page, term)
    return bytes ? decodePostings(bytes) : null
  })
  return { chunks: decodeChunks(encoded.chunks), lists }
}

function search(segments: readonly EncodedSegment[], terms: readonly string[], limit = 100) {
  const termLists = segments.map((segment) => termsOfSegment(segment, terms))
  const totals = termLists.reduce(
    (sum, { chunks }) => ({
      chunkCount: sum.chunkCount + chunks.numbers.length,
      textTerms: sum.textTerms + chunks.textLengths.reduce((a, b) => a + b, 0),
      contextTerms: sum.contextTerms + chunks.contextLengths.reduce((a, b) => a + b, 0),
    }),
    { chunkCount: 0, textTerms: 0, contextTerms: 0 },
  )
  const weights = holdersOf(termLists, terms.length).map((count) => idfOf(totals.chunkCount, count))
  return rankChunks(termLists, totals, weights, limit)
}

test('reads back written segments, whatever the chunks contain', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(chunkArbitrary, { minLength: 1, maxLength: 20 }), async (chunks) => {
      const segment = await makeSegment(numbered(chunks))
      const encoded = await encodeSegment(segment)
      const { numbers, textLengths, contextLengths } = decodeChunks(encoded.chunks)
      expect({ numbers, textLengths, contextLengths }).toEqual({
        numbers: segment.numbers,
        textLengths: segment.textLengths,
        contextLengths: segment.contextLengths,
      })
      const terms = encoded.pages.flatMap((page) => [...readPage(page)].map(([term]) => term))
      expect(terms).toEqual([...segment.postings.keys()].sort())
    }),
  )
})

test('keeps every digit of numbers near 2^52', async () => {
  const number = 2 ** 52 - 5
  const encoded = await encodeSegment(await makeSegment([{ number, text: 'alpha', context: '' }]))
  expect([...decodeChunks(encoded.chunks).numbers]).toEqual([number])
})

test('ranks many segments like one, merged or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(chunkArbitrary, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 }),
      async (groups) => {
        const parts = await Promise.all(
          groups.map(async (chunks, index) => encodeSegment(await makeSegment(numbered(chunks, 1 + index * 1_000)))),
        )
        const all = groups.flatMap((chunks, index) => numbered(chunks, 1 + index * 1_000))
        const complete = await encodeSegment(await makeSegment(all))
        const stored = parts.map((part) => ({ chunks: decodeChunks(part.chunks), pages: part.pages }))
        // In any order, since their numbers are random.
        for (const sources of [stored, stored.toReversed()])
          expect(await mergeSegments(sources, () => true)).toEqual(complete)
        const terms = ['alpha', 'x1', '黑豹']
        const byNumber = (found: ReturnType<typeof search>) =>
          [...found.best].sort((a, b) => a.number - b.number).map(({ number, score }) => [number, score.toFixed(5)])
        expect(byNumber(search(parts, terms))).toEqual(byNumber(search([complete], terms)))
      },
    ),
    { numRuns: 40 },
  )
})

test('merges segments with interleaved numbers in order', async () => {
  const all = numbered(Array.from({ length: 9 }, (_, index) => ({ text: `alpha word${index % 4}`, context: 'x1' })))
  const parts = [0, 1, 2].map((rest) => all.filter((_, index) => index % 3 === rest))
  const encoded = await Promise.all(parts.map(async (chunks) => encodeSegment(await makeSegment(chunks))))
  const merged = await mergeSegments(
    encoded.map((part) => ({ chunks: decodeChunks(part.chunks), pages: part.pages })),
    () => true,
  )
  expect(merged).toEqual(await encodeSegment(await makeSegment(all)))
})

test('drops deleted chunks and their exclusive words in a merge', async () => {
  const parts = [numbered([{ text: 'alpha beta', context: '' }]), numbered([{ text: 'gamma', context: '' }], 50)]
  const encoded = await Promise.all(parts.map(async (chunks) => encodeSegment(await makeSegment(chunks))))
  const merged = await mergeSegments(
    encoded.map((part) => ({ chunks: decodeChunks(part.chunks), pages: part.pages })),
    (number) => number >= 50,
  )
  expect(merged).toEqual(encoded[1])
})

test('weights rare words and short texts more, and the title like the text', async () => {
  const encoded = await encodeSegment(
    await makeSegment(
      numbered([
        { text: 'beta beta beta', context: '' },
        { text: 'alpha', context: '' },
        { text: `alpha ${'delta '.repeat(40)}`, context: '' },
        { text: 'gamma', context: 'alpha' },
        { text: 'beta delta', context: '' },
      ]),
    ),
  )
  const { best, scoreOf } = search([encoded], ['alpha', 'beta'])
  expect(best[0]?.score).toBeGreaterThan(best[1]?.score ?? 9)
  expect(scoreOf(4)).toBeGreaterThan(scoreOf(7))
  expect(scoreOf(10)).toBeGreaterThan(scoreOf(7))
  expect(scoreOf(99)).toBe(0)
})

test('keeps the best of many matches, including within allowed chunks', async () => {
  const chunks = Array.from({ length: 300 }, (_, index) => ({
    text: `alpha ${'delta '.repeat(index % 17)}`,
    context: index % 5 === 0 ? 'alpha' : '',
  }))
  const encoded = await encodeSegment(await makeSegment(numbered(chunks)))
  const all = search([encoded], ['alpha'], 300).best.map(({ score }) => score)
  expect(search([encoded], ['alpha'], 10).best.map(({ score }) => score)).toEqual(all.slice(0, 10))
  const termLists = [termsOfSegment(encoded, ['alpha'])]
  const allowed = rankChunks(
    termLists,
    { chunkCount: 300, textTerms: 3_000, contextTerms: 60 },
    [1],
    5,
    new AllowedChunks([
      { first: 1, count: 1 },
      { first: 4, count: 1 },
    ]),
  )
  expect(allowed.best.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 4])
})
