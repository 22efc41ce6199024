import { expect, test } from 'vitest'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { EnginePorts } from '@/lib/engine/ports'
import { migrateGraph } from '@/lib/graph/format/migrate-graph'
import { GraphSchema } from '@/lib/graph/graph'
import { manifestOf } from '../manifests.gen'
import { found, passage } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const graph = chatApp(
  [{ id: 'r', type: 'retriever', config: { knowledgeBaseId: 'kb', limit: 3 } }],
  ['in.message -> r.query', 'r.documents -> out.text', 'r.documents -> out.documents'],
)

test('searches its knowledge base, and the Answer shows the results as sources', async () => {
  const queries: unknown[] = []
  const knowledge: EnginePorts['knowledge'] = {
    search: async ({ knowledgeBaseId, query, options, leavesToBase, history }) => {
      queries.push({ knowledgeBaseId, query, options, leavesToBase, history })
      return found(passage(1))
    },
  }
  const { outputs } = await runApp(graph, { inputs: { message: ' What? ' }, ports: { knowledge } })
  expect(queries).toEqual([
    {
      knowledgeBaseId: 'kb',
      query: 'What?',
      leavesToBase: true,
      history: [],
      options: RetrievalOptions.parse({ limit: 3 }),
    },
  ])
  expect(outputs).toMatchObject({
    text: '[1] Manual.pdf\nText 1',
    citations: [{ number: 1, chunkId: 'chunk-1', quote: 'Text 1' }],
  })
})

test('reports a missing knowledge base as a graph issue', () => {
  expect(manifest.check?.(manifest.config.parse({}), 'r')).toMatchObject([
    { code: 'MISSING_RESOURCE', severity: 'error' },
  ])
})

test.each([1, 2])('opens a Retriever of version %i with unchanged behavior', (version) => {
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

test('turns a value of the flow in a filter into an input', () => {
  const config = manifest.config.parse({
    knowledgeBaseId: 'kb',
    filters: { conditions: [{ field: 'team', value: '{{team}}' }] },
    question: { rewrite: 'history' },
  })
  expect(manifest.ports(config).inputs.map(({ id }) => id)).toEqual(['query', 'history', 'team'])
})
