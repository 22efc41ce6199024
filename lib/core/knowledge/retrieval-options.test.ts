import { expect, test } from 'vitest'
import { RetrievalOptions } from './retrieval-options'

test('defaults to both channels, score fusion and reranking by features, without model calls', () => {
  expect(RetrievalOptions.parse({})).toMatchObject({
    limit: 10,
    search: { mode: 'hybrid', fusion: 'weighted', candidates: 50 },
    filters: { conditions: [], fromQuestion: false },
    question: { rewrite: 'never', wordings: 0, hypothetical: false, decompose: false },
    rerank: { by: 'features', candidates: 20 },
    result: { threshold: 0, perDocument: 0, diversity: 0, neighbours: 0, parents: 'none' },
  })
})

test('reads stored options back unchanged', () => {
  const options = RetrievalOptions.parse({ limit: 3, filters: { conditions: [{ field: 'year', value: '2026' }] } })
  expect(RetrievalOptions.parse(options)).toEqual(options)
})

test.each([
  { limit: 0 },
  { limit: 51 },
  { search: { mode: 'magic' } },
  { filters: { conditions: [{ field: '', value: 'x' }] } },
  { filters: { conditions: [{ field: 'x', operator: 'matches', value: 'x' }] } },
  { result: { threshold: 2 } },
  { surprise: true },
])('rejects %j', (options) => {
  expect(RetrievalOptions.safeParse(options).success).toBe(false)
})
