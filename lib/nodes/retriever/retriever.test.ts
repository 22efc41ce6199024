import { expect, test } from 'vitest'
import type { EnginePorts } from '@/lib/engine/ports'
import { passage } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const graph = chatApp(
  [{ id: 'r', type: 'retriever', config: { knowledgeBaseId: 'kb', limit: 3 } }],
  ['in.message -> r.query', 'r.documents -> out.text', 'r.documents -> out.documents'],
)

test('asks its knowledge base, and the Answer shows what was found as sources', async () => {
  const asked: unknown[] = []
  const knowledge: EnginePorts['knowledge'] = {
    search: async ({ signal: _, ...request }) => {
      asked.push(request)
      return [passage(1)]
    },
  }
  const { outputs } = await runApp(graph, { inputs: { message: ' What? ' }, ports: { knowledge } })
  expect(asked).toEqual([{ knowledgeBaseId: 'kb', query: 'What?', limit: 3 }])
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
