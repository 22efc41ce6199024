import { expect, test } from 'vitest'
import type { Graph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { edgePaths } from '../flow/far/edge-paths'
import { createActions } from './editor-actions'
import { createEditorStore } from './editor-store'
import { MANY_NODES } from './flow-elements'

/** A row of templates, each connected to the previous one. */
function row(count: number): Graph {
  return {
    schemaVersion: 1,
    nodes: Array.from({ length: count }, (_, index) => ({
      id: `n${index}`,
      type: 'template',
      version: 1,
      label: `Step ${index}`,
      config: { text: '{{value}}' },
      position: { x: index * 400, y: 0 },
    })),
    edges: Array.from({ length: count - 1 }, (_, index) => ({
      id: `e${index}`,
      from: { node: `n${index}`, port: 'text' },
      to: { node: `n${index + 1}`, port: 'value' },
    })),
  }
}

test('cards of a large graph have sizes and ports before they render; those of a small one are measured', () => {
  const [large, small] = [createEditorStore(row(MANY_NODES + 1)), createEditorStore(row(3))]
  const [first] = large.getState().flowNodes
  expect(first?.measured).toEqual({ width: 224, height: 82 })
  expect(first?.handles?.map(({ id, type, x, y }) => [id, type, x, y])).toEqual([
    ['value', 'target', -4.5, 58.5],
    ['text', 'source', 217.5, 58.5],
  ])
  expect(small.getState().flowNodes[0]).not.toHaveProperty('measured')
})

test('typing in a node does not change React Flow elements unless a port is added or removed', () => {
  const store = createEditorStore(row(MANY_NODES + 1))
  const actions = createActions(store, manifestOf)
  const { flowNodes, flowEdges } = store.getState()
  actions.setConfig('n3', { text: '{{value}} and more' })
  expect(store.getState().flowNodes).toBe(flowNodes)
  expect(store.getState().flowEdges).toBe(flowEdges)
  actions.setConfig('n3', { text: '{{value}} and {{other}}' })
  const others = store.getState().flowNodes.filter((node) => !flowNodes.includes(node))
  expect(others.map(({ id, handles }) => [id, handles?.length])).toEqual([['n3', 3]])
})

test('an edge has an accessible name from its nodes and ports that follows renames', () => {
  const store = createEditorStore(row(2))
  const name = () => store.getState().flowEdges[0]?.ariaLabel
  const [from] = store.getState().graph.nodes
  expect(name()).toBe(`${from?.label}: Text → ${store.getState().graph.nodes[1]?.label}: value`)
  createActions(store, manifestOf).setLabel('n0', 'Greeting')
  expect(name()).toMatch(/^Greeting: Text → /)
})

test('when zoomed out, edges of a color are one path, and selected edges are on top', () => {
  const store = createEditorStore(row(MANY_NODES + 1))
  store.getState().select([], ['e1'])
  const { flowNodes: nodes, flowEdges: edges, nodeById } = store.getState()
  const paths = edgePaths({ nodes, edges, nodeById, manifests: manifestOf })
  expect(paths.map(({ color, path }) => [color, path.split('M').length - 1])).toEqual([
    ['var(--port-text)', MANY_NODES - 1],
    ['var(--accent)', 1],
  ])
  expect(paths[1]?.path).toBe('M623 64C712 64 712 64 801 64')
})
