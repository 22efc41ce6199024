import { expect, test } from 'vitest'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import { layoutGraph } from './layout-graph'

const size = { width: 224, height: 120 }

test('nodes are laid out left to right in flow order without overlap', () => {
  const nodes = ['c', 'b', 'a', 'd'].map((id) => ({ id, ...size }))
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'a', to: 'd' },
    { from: 'd', to: 'c' },
    { from: 'x', to: 'a' },
    { from: 'a', to: 'a' },
  ]
  const places = new Map(layoutGraph({ nodes, edges }).map((place) => [place.id, place]))
  const x = (id: string) => places.get(id)?.x ?? Number.NaN
  const y = (id: string) => places.get(id)?.y ?? Number.NaN
  expect(x('a') + size.width).toBeLessThan(x('b'))
  expect(x('b') + size.width).toBeLessThan(x('c'))
  expect(x('d')).toBe(x('b'))
  expect(Math.abs(y('d') - y('b'))).toBeGreaterThanOrEqual(size.height)
  expect([...places.values()].every((place) => place.x % 8 === 0 && place.y % 8 === 0)).toBe(true)
})

test('places nodes without edges in a grid below the others', () => {
  const nodes = ['in', 'out', 'p', 'q', 'r', 's'].map((id) => ({ id, ...size }))
  const places = new Map(layoutGraph({ nodes, edges: [{ from: 'in', to: 'out' }] }).map((place) => [place.id, place]))
  const positionOf = (id: string) => [places.get(id)?.x, places.get(id)?.y]
  expect([positionOf('p'), positionOf('q'), positionOf('r'), positionOf('s')]).toEqual([
    [0, 160],
    [304, 160],
    [608, 160],
    [0, 320],
  ])
})

test('places tools below their agent, and the tools of a tool below that', () => {
  const nodes = ['search', 'in', 'helper', 'agent', 'wiki', 'out'].map((id) => ({ id, ...size }))
  const edges = [
    { from: 'in', to: 'agent' },
    { from: 'agent', to: 'out' },
    { from: 'search', to: 'agent', isPlug: true },
    { from: 'helper', to: 'agent', isPlug: true },
    { from: 'wiki', to: 'helper', isPlug: true },
  ]
  const places = new Map(layoutGraph({ nodes, edges }).map((place) => [place.id, place]))
  const y = (id: string) => places.get(id)?.y ?? Number.NaN
  const x = (id: string) => places.get(id)?.x ?? Number.NaN
  for (const tool of ['search', 'helper']) expect(y(tool)).toBeGreaterThanOrEqual(y('agent') + size.height)
  // The two tools are centered below the agent.
  expect(x('search')).toBeLessThan(x('agent'))
  expect(x('helper')).toBeGreaterThan(x('agent'))
  expect(y('wiki')).toBeGreaterThanOrEqual(y('helper') + size.height)
  expect(x('in') + size.width).toBeLessThan(x('agent'))
  expect(x('out')).toBeGreaterThanOrEqual(x('helper') + size.width)
  expect(boxesOverlap([...places.values()])).toBe(false)
})

test('lays out two nodes that are attached to each other', () => {
  const nodes = ['a', 'b'].map((id) => ({ id, ...size }))
  const edges = [
    { from: 'a', to: 'b', isPlug: true },
    { from: 'b', to: 'a', isPlug: true },
  ]
  const places = layoutGraph({ nodes, edges })
  expect(places.map(({ id }) => id).toSorted()).toEqual(['a', 'b'])
  expect(boxesOverlap(places)).toBe(false)
})

function boxesOverlap(places: readonly { x: number; y: number }[]): boolean {
  return places.some((a, index) =>
    places.slice(index + 1).some((b) => Math.abs(a.x - b.x) < size.width && Math.abs(a.y - b.y) < size.height),
  )
}

test('lays out 500 nodes within two seconds of CPU time', () => {
  const nodes = Array.from({ length: 500 }, (_, index) => ({ id: `n${index}`, ...size }))
  const edges = nodes.slice(1).map((node, index) => ({ from: `n${Math.floor(index / 2)}`, to: node.id }))
  expect(cpuMs(() => expect(layoutGraph({ nodes, edges })).toHaveLength(500))).toBeLessThan(2_000)
})
