import { expect, test } from 'vitest'
import { RetrievalOptions } from '@/lib/core/retrieval-options'
import type { EnginePorts } from '@/lib/engine/ports'
import { GraphSchema } from '@/lib/graph/graph'
import { migrateGraph } from '@/lib/graph/migrate-graph'
import { manifestOf } from '../manifests.gen'
import { found, passage } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const graph = chatApp(
  [{ id: 'r', type: 'retriever', config: { knowledgeBaseId: 'kb', limit: 3 } }],
  ['in.message -> r.query', 'r.documents -> out.text', 'r.documents -> out.documents'],
)

test('asks its knowledge base, and the Answer shows what was found as sources', async () => {
  const asked: unknown[] = []
  const knowledge: EnginePorts['knowledge'] = {
    search: async ({ knowledgeBaseId, query, options, leavesToBase, history }) => {
      asked.push({ knowledgeBaseId, query, options, leavesToBase, history })
      return found(passage(1))
    },
  }
  const { outputs } = await runApp(graph, { inputs: { message: ' What? ' }, ports: { knowledge } })
  expect(asked).toEqual([
    {
      ...{ knowledgeBaseId: 'kb', query: 'What?', leavesToBase: true, history: [] },
      options: RetrievalOptions.parse({ limit: 3 }),
    },
  ])
  expect(outputs).toMatchObject({
    text: '[1] Manual.pdf\nText 1',
    citations: [{ number: 1, chunkId: 'chunk-1', quote: 'Text 1' }],
  })
})

test('without a knowledge base the graph says so', () => {
  expect(manifest.check?.(manifest.config.parse({}), 'r')).toMatchObject([
    { code: 'MISSING_RESOURCE', severity: 'error' },
  ])
})

test.each([1, 2])('a Retriever of version %i opens and searches as it did', (version) => {
  const old = { id: 'r', type: 'retriever', version, label: 'R', config: { knowledgeBaseId: 'kb', limit: 3 } }
  const graph = GraphSchema.parse({ schemaVersion: 1, nodes: [{ ...old, position: { x: 0, y: 0 } }], edges: [] })
  const [node] = migrateGraph(graph, manifestOf).nodes
  expect(node?.version).toBe(3)
  expect(manifest.config.parse(node?.config)).toEqual({
    ...RetrievalOptions.parse({ limit: 3 }),
    knowledgeBaseId: 'kb',
    settings: 'own',
    toolDescription: '',
  })
})

test('a filter may name a value of the flow, which becomes an input', () => {
  const config = manifest.config.parse({
    knowledgeBaseId: 'kb',
    filters: { conditions: [{ field: 'team', value: '{{team}}' }] },
    question: { rewrite: 'history' },
  })
  expect(manifest.ports(config).inputs.map(({ id }) => id)).toEqual(['query', 'history', 'team'])
})
