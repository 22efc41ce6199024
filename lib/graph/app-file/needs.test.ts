import { expect, test } from 'vitest'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import type { GraphNode } from '../graph'
import { sampleGraph } from '../testing/sample-graph'
import { listNeeds, needKey, replaceNeeds } from './needs'

const node = (id: string, type: string, config: GraphNode['config']): GraphNode => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x: 0, y: 0 },
})
const graph = sampleGraph([
  node('a', 'chat-model', { model: { connection: 'c1', model: 'gpt' } }),
  node('b', 'agent', { model: { connection: 'c1', model: 'gpt' } }),
  node('c', 'chat-model', { model: { connection: 'auto', model: 'auto' } }),
  node('d', 'retriever', { knowledgeBaseId: 'k1' }),
  node('e', 'retriever', { knowledgeBaseId: '' }),
  node('f', 'sub-app', { appId: 'app1', versionId: 'v1' }),
  node('g', 'http', { secret: 'TOKEN', url: 'k1' }),
  node('h', 'from-the-future', { knowledgeBaseId: 'k1' }),
  node('i', 'mcp-tools', { server: 'm1' }),
  node('j', 'action', { plugin: 'api-shop', connection: 'i1' }),
  node('k', 'toolbox', { tools: [{ plugin: 'slack', connection: 'i2' }] }),
])

test('lists each need once, without resources that every workspace has', () => {
  expect(listNeeds(graph, manifestOf).map(needKey)).toEqual([
    'model c1 gpt',
    'knowledge k1',
    'app app1',
    'secret TOKEN',
    'mcp-server m1',
    'api api-shop',
    'connection i1',
    'connection i2',
  ])
  expect(listNeeds(graph, manifestOf).filter(({ kind }) => kind === 'connection')).toMatchObject([
    { id: 'i1', plugin: 'api-shop' },
    { id: 'i2', plugin: 'slack' },
  ])
})

test('replaces needs wherever they are referenced, and nowhere else', () => {
  const replaced = replaceNeeds(
    graph,
    manifestOf,
    new Map<string, string | { connection: string; model: string }>([
      ['model c1 gpt', { connection: 'auto', model: 'auto' }],
      ['knowledge k1', 'k2'],
      ['app app1', 'app2'],
    ]),
  )
  const config = (id: string) => replaced.nodes.find((item) => item.id === id)?.config
  expect([config('a')?.model, config('b')?.model]).toEqual(Array(2).fill({ connection: 'auto', model: 'auto' }))
  expect(config('d')).toEqual({ knowledgeBaseId: 'k2' })
  expect(config('f')).toEqual({ appId: 'app2', versionId: '' })
  expect(config('g')).toEqual({ secret: 'TOKEN', url: 'k1' })
  expect(config('h')).toEqual({ knowledgeBaseId: 'k1' })
  expect(replaceNeeds(graph, manifestOf, new Map())).toEqual(graph)
})
