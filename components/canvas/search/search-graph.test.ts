import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { replaceInGraph, searchGraph } from './search-graph'

const graph = sampleGraph([
  sampleNode('a', 'template', { text: 'Dear customer, dear {{in.message}}' }, { label: 'Letter' }),
  sampleNode('b', 'prompt', { messages: [{ role: 'user', content: 'Write a letter' }] }, { label: 'B' }),
])
const find = (query: string) => searchGraph(graph, manifestOf, query)

test('finds labels, types, nested texts and references case-insensitively', () => {
  expect(find('letter').map(({ nodeId, path, hit }) => [nodeId, path, hit])).toEqual([
    ['a', 'label', 'Letter'],
    ['b', 'config.messages.0.content', 'letter'],
  ])
  expect(find('DEAR')[0]).toMatchObject({
    path: 'config.text',
    hit: 'Dear',
    after: ' customer, dear {{in.message}}',
    count: 2,
  })
  expect(find('in.message')).toHaveLength(1)
  expect(find('prompt')).toMatchObject([{ nodeId: 'b', path: 'type', isReplaceable: false }])
  expect(find('')).toEqual([])
})

test('replaces all occurrences in the selected matches only; types are unchanged', () => {
  const next = replaceInGraph(graph, [...find('dear'), ...find('prompt')], { query: 'dear', replacement: 'Hi' })
  expect(next.nodes[0]?.config.text).toBe('Hi customer, Hi {{in.message}}')
  expect(next.nodes[1]).toBe(graph.nodes[1])
})

test('finds nothing after a replacement without the search text', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-c ]{0,12}$/), fc.stringMatching(/^[ab]{1,2}$/), (text, query) => {
      const graph = sampleGraph([sampleNode('a', 'template', { text }, { label: 'x' })])
      const next = replaceInGraph(
        graph,
        searchGraph(graph, () => undefined, query),
        { query, replacement: 'z' },
      )
      expect(searchGraph(next, () => undefined, query).filter(({ path }) => path === 'config.text')).toEqual([])
    }),
  )
})
