import { expect, test } from 'vitest'
import { emptyGraph } from '@/lib/graph/graph'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { createActions } from '../state/editor-actions'
import { createEditorStore } from '../state/editor-store'
import { clipOfApp } from './clip-of-app'

const app = sampleGraph(
  [
    sampleNode('start', 'input', { mode: 'chat' }),
    sampleNode('say', 'template', { text: '{{value}} and {{start.message}}' }),
    sampleNode('end', 'answer'),
  ],
  ['start.message > say.value', 'say.text > end.text'],
)

function insertInto(graph: typeof app) {
  const store = createEditorStore(graph)
  createActions(store, manifestOf).insertClip(clipOfApp(graph, app, manifestOf))
  return store.getState().graph
}

test('inserts the whole app into an empty graph', () => {
  const { nodes, edges } = insertInto(emptyGraph())
  expect([nodes.length, edges.length]).toEqual([3, 2])
})

test('reads values from the existing Input instead of the imported one', () => {
  const existing = sampleGraph([sampleNode('mine', 'input', { mode: 'chat' })])
  const { nodes, edges } = insertInto(existing)
  expect(nodes.map(({ type }) => type)).toEqual(['input', 'template', 'answer'])
  expect(nodes[1]?.config.text).toBe('{{value}} and {{mine.message}}')
  expect(edges.map(({ from }) => from.node)).toEqual(['mine', nodes[1]?.id])
})

test('leaves an input open if the existing Input does not provide the value', () => {
  const existing = sampleGraph([sampleNode('mine', 'input', { mode: 'form', fields: [] })])
  expect(insertInto(existing).edges).toHaveLength(1)
})
