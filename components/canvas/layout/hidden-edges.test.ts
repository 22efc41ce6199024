import { expect, test } from 'vitest'
import type { Graph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { blankApps } from '@/lib/templates/blank-apps'
import { templates } from '@/lib/templates/templates'
import { type Box, hiddenEdges } from './drawn-line'
import { layoutGraph, ROW_GAP } from './layout-graph'
import type { LayoutEdge, LayoutInput } from './layout-input'
import { layoutNested } from './layout-nested'

const card = (id: string) => ({ id, width: 224, height: 150 })

test.each([1, 2, 3, 4, 5, 6, 7, 8, 12, 20])('no wire of an agent with %i tools passes behind a node', (count) => {
  const tools = Array.from({ length: count }, (_, index) => `tool${index}`)
  const input: LayoutInput = {
    nodes: ['in', 'search', 'note', 'agent', 'check', 'out', ...tools].map(card),
    edges: [
      { from: 'in', to: 'search' },
      { from: 'in', to: 'note' },
      { from: 'search', to: 'agent' },
      { from: 'note', to: 'agent', toY: 85 },
      { from: 'agent', to: 'check' },
      { from: 'agent', to: 'out', fromY: 85, toY: 85 },
      { from: 'check', to: 'out' },
      ...tools.map((from, index) => ({ from, to: 'agent', isPlug: true, toX: index === 0 ? 56 : 168 })),
    ],
  }
  const boxes = boxesOf(input)
  expect(hiddenEdges(input.edges, boxes)).toEqual([])
  const agent = boxes.find(({ id }) => id === 'agent')
  for (const tool of boxes.filter(({ id }) => tools.includes(id)))
    expect(tool.y).toBeGreaterThanOrEqual((agent?.y ?? 0) + 150 + ROW_GAP - 8)
})

test('a wire that would pass behind a node moves it aside', () => {
  const row = ['a', 'b', 'c', 'd', 'e']
  const input: LayoutInput = {
    nodes: row.map(card),
    edges: [
      ...row.slice(1).map((to, index) => ({ from: row[index] ?? '', to })),
      { from: 'a', to: 'd', fromY: 85, toY: 85 },
      { from: 'a', to: 'e', fromY: 107, toY: 85 },
    ],
  }
  const inOneRow = row.map((id, index) => ({ ...card(id), x: index * 304, y: 0 }))
  expect(hiddenEdges(input.edges, inOneRow).map(({ hiddenBy }) => hiddenBy)).toEqual(['b', 'c', 'b', 'c', 'd'])
  expect(hiddenEdges(input.edges, boxesOf(input))).toEqual([])
})

test('ignores references without a wire', () => {
  const boxes = ['a', 'b', 'c'].map((id, index) => ({ ...card(id), x: index * 304, y: 0 }))
  expect(hiddenEdges([{ from: 'a', to: 'c' }], boxes)).toMatchObject([{ hiddenBy: 'b' }])
  expect(hiddenEdges([{ from: 'a', to: 'c', isReference: true }], boxes)).toEqual([])
})

test.each([...templates, ...blankApps].map(({ id, graph }) => [id, graph]))(
  '%s: no wire passes behind a node before or after auto layout, and tools are below their agent',
  async (_, graph) => {
    for (const { edges, stored, tidied } of await scopesOf(graph)) {
      expect(hiddenEdges(edges, stored)).toEqual([])
      expect(hiddenEdges(edges, tidied)).toEqual([])
      for (const { from, to } of edges.filter(({ isPlug }) => isPlug)) {
        const [tool, host] = [stored.find(({ id }) => id === from), stored.find(({ id }) => id === to)]
        expect(tool?.y).toBeGreaterThanOrEqual((host?.y ?? 0) + (host?.height ?? 0))
      }
    }
  },
)

function boxesOf(input: LayoutInput): Box[] {
  const sizes = new Map(input.nodes.map((node) => [node.id, node]))
  return layoutGraph(input).map((place) => ({ width: 0, height: 0, ...sizes.get(place.id), ...place }))
}

/** The top level and the contents of each container. */
async function scopesOf(graph: Graph) {
  const positions = new Map(graph.nodes.map(({ id, position }) => [id, position]))
  const scopes: { edges: LayoutEdge[]; stored: Box[]; tidied: Box[] }[] = []
  await layoutNested(graph, {
    manifests: manifestOf,
    measured: () => undefined,
    run: async (input) => {
      const stored = input.nodes.map((node) => ({ x: 0, y: 0, ...positions.get(node.id), ...node }))
      scopes.push({ edges: input.edges, stored, tidied: boxesOf(input) })
      return layoutGraph(input)
    },
  })
  return scopes
}
