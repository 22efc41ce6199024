import { expect, test } from 'vitest'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { packSketches } from '@/lib/models/builtin/passage-sketches'
import type { FusedCandidate } from '../candidates/fuse'
import type { CandidateRow } from '../candidates/load-candidates'
import { pickPassages } from '../passages/pick-passages'
import type { SearchModels } from '../search-models'
import { orderCandidates } from './rerank-candidates'
import { readQuestion } from './rerank-features'

const TEXTS = [
  ['a', 'one', 'The pump is blue and large.'],
  ['b', 'one', 'The pump is blue and very large.'],
  ['c', 'two', 'Warranty lasts two years.'],
  ['d', 'three', 'Ships leave at noon.'],
] as const
const rows = new Map<string, CandidateRow>(
  TEXTS.map(([id, documentId, text], ordinal) => [
    id,
    {
      id,
      documentId,
      documentName: documentId,
      ordinal,
      text,
      context: '',
      headings: [],
      page: null,
      start: 0,
      end: text.length,
      parentStart: null,
      parentEnd: null,
      neighbourSimilarity: null,
      signs: null,
    },
  ]),
)
const candidates: FusedCandidate[] = TEXTS.map(([id], index) => ({
  id,
  vectorRank: index + 1,
  keywordRank: null,
  similarity: 0.9 - index / 10,
  words: 0,
  fused: 0.9 - index / 10,
  joined: 0.9 - index / 10,
}))

async function order(
  rerank: object,
  models: Partial<SearchModels> | null = null,
  embedded: Parameters<typeof readQuestion>[2] = null,
) {
  const statistics = { idf: () => 2, chunkCount: 1_000, corrections: new Map<string, string>() }
  const all = models && { prompt: reject, rerank: reject, ...models }
  const query = 'How long is the warranty?'
  return await orderCandidates({
    query,
    questions: [readQuestion(query, statistics, embedded)],
    candidates,
    rows,
    models: all,
    rerank: RetrievalOptions.parse({ rerank }).rerank,
  })
}
const reject = async (): Promise<never> => {
  throw new Error('not requested')
}
const ids = (items: readonly { row: CandidateRow }[]) => items.map(({ row }) => row.id).join('')

test('keeps the fused order without reranking', async () => {
  expect(ids(await order({ by: 'none' }))).toBe('abcd')
})

test('ranks the passage with the answer first by features', async () => {
  expect(ids(await order({ by: 'features' }))).toMatch(/^c/)
})

test('ranks the passage with the closest tokens first, once all passages have sketches', async () => {
  const vector = Float32Array.of(1, 1, 1, 1, 1, 1, 1, 1).map((value) => value / Math.sqrt(8))
  const embedded = { vector, tokens: { vectors: vector, weights: Float32Array.of(1) } }
  /** @param flipped number of dimensions with the opposite sign, of eight */
  const setSketch = (id: string, flipped: number) => {
    const flippedVector = vector.map((value, dim) => (dim < flipped ? -value : value))
    const row = rows.get(id)
    if (row) rows.set(id, { ...row, signs: packSketches([flippedVector], [flippedVector]) })
  }
  for (const id of ['a', 'b', 'd']) setSketch(id, id === 'd' ? 0 : 6)
  const without = ids(await order({ by: 'features' }, null, embedded))
  expect(without).toMatch(/^c/)
  setSketch('c', 8)
  expect(ids(await order({ by: 'features' }, null, null))).toBe(without)
  expect(ids(await order({ by: 'features' }, null, { vector, tokens: null }))).toBe(without)
  expect(ids(await order({ by: 'features' }, null, embedded))).toMatch(/^d/)
  for (const [id, row] of rows) rows.set(id, { ...row, signs: null })
})

test('sorts by the scores of a rerank model, with unscored passages last in their order', async () => {
  const received: string[][] = []
  const items = await order(
    { by: 'model' },
    {
      rerank: async ({ texts }) => {
        received.push(texts)
        return [
          { index: 3, score: 0.8 },
          { index: 1, score: 2 },
        ]
      },
    },
  )
  expect(received).toEqual([TEXTS.map(([, , text]) => text)])
  expect(ids(items)).toBe('bdac')
  expect(items.map(({ confidence }) => confidence)).toEqual([1, 0.8, 0, 0])
})

test('reranks only the best candidates; the others follow unchanged', async () => {
  const rerank: SearchModels['rerank'] = async ({ texts }) => texts.map((_, index) => ({ index, score: index }))
  const items = await orderCandidates({
    query: 'q',
    questions: [],
    candidates,
    rows,
    models: { prompt: reject, rerank },
    rerank: { ...RetrievalOptions.parse({ rerank: { by: 'model' } }).rerank, candidates: 2 },
  }).catch((error: unknown) => error)
  expect(Array.isArray(items) ? ids(items) : items).toBe('bacd')
})

test('reranks by a language model with quoted passages, ignoring unknown numbers', async () => {
  const request: SearchModels['prompt'] = async ({ text, schema }) => {
    expect(text).toContain('<passage number="4">')
    return schema.parse({
      passages: [
        { number: 4, fit: 99 },
        { number: 9, fit: 10 },
        { number: 2, fit: 5 },
      ],
    })
  }
  const items = await order({ by: 'chat' }, { prompt: request })
  expect(ids(items)).toBe('dbac')
  expect(items[0]?.confidence).toBe(1)
})

test('ranks repetitions lower, and respects the limit per document', async () => {
  const ordered = await order({ by: 'none' })
  expect(ids(pickPassages(ordered, 3, { perDocument: 0, diversity: 0 }))).toBe('abc')
  expect(ids(pickPassages(ordered, 3, { perDocument: 0, diversity: 0.5 }))).toBe('acd')
  expect(ids(pickPassages(ordered, 3, { perDocument: 1, diversity: 0 }))).toBe('acd')
  expect(ids(pickPassages(ordered, 4, { perDocument: 1, diversity: 0.1 }))).toBe('acd')
})

test('drops passages deleted since they were found', async () => {
  rows.delete('a')
  expect(ids(await order({ by: 'none' }))).toBe('bcd')
})
