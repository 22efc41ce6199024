import { expect, test } from 'vitest'
import type { RerankRequest } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { found, passage, scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'

const model = { connection: 'c1', model: 'rerank-x' }
const graph = chatApp(
  [
    { id: 'r', type: 'retriever', config: { knowledgeBaseId: 'kb' } },
    { id: 's', type: 'retriever', config: { knowledgeBaseId: 'kb2' } },
    { id: 'k', type: 'rerank', config: { model, limit: 2 } },
  ],
  [
    'in.message -> r.query',
    'in.message -> s.query',
    'in.message -> k.query',
    'r.documents -> k.documents',
    's.documents -> k.documents',
    'k.documents -> out.documents',
    'k.documents -> out.text',
  ],
)
const knowledge: EnginePorts['knowledge'] = {
  search: async ({ knowledgeBaseId }) =>
    knowledgeBaseId === 'kb' ? found(passage(1), passage(2)) : found(passage(2), passage(3)),
}

function reranker(rank: (texts: string[]) => number[]) {
  const requests: RerankRequest[] = []
  const usage = { model: 'c1/rerank-x', inputTokens: 9, outputTokens: 0, costMicros: 3, estimated: false }
  const models: EnginePorts['models'] = {
    ...scriptedModel([]).models,
    rerank: async (request) => {
      requests.push(request)
      const results = rank(request.texts).map((index, place) => ({ index, score: 1 / (place + 1) }))
      return { results: results.slice(0, request.limit), usage, decisions: [] }
    },
  }
  return { models, requests }
}

test("passes on the passages of all sources, deduplicated, in the model's order with its score", async () => {
  const { models, requests } = reranker((texts) => texts.map((_, index) => texts.length - 1 - index))
  const { outputs, events } = await runApp(graph, { inputs: { message: ' Why? ' }, ports: { knowledge, models } })
  expect(requests[0]).toMatchObject({
    model,
    query: 'Why?',
    texts: ['Text 1', 'Text 2', 'Text 3'],
    limit: 2,
    nodeId: 'k',
  })
  expect(outputs).toMatchObject({ citations: [{ chunkId: 'chunk-3' }, { chunkId: 'chunk-2' }] })
  expect(events.find(({ type }) => type === 'node-usage')).toMatchObject({ usage: { costMicros: 3 } })
})

test('returns nothing for no passages, without a call', async () => {
  const { models, requests } = reranker(() => [])
  const { outputs } = await runApp(graph, {
    inputs: { message: 'Why?' },
    ports: { knowledge: { search: async () => found() }, models },
  })
  expect([requests, outputs?.citations ?? []]).toEqual([[], []])
})

test('ignores an index without a passage', async () => {
  const { models } = reranker(() => [7, 0])
  const { outputs } = await runApp(graph, { inputs: { message: 'Why?' }, ports: { knowledge, models } })
  expect(outputs).toMatchObject({ citations: [{ chunkId: 'chunk-1' }] })
})
