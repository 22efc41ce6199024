import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layoutGraph, ROW_GAP } from './layout-graph'
import type { LayoutInput } from './layout-input'

const input: fc.Arbitrary<LayoutInput> = fc.integer({ min: 1, max: 24 }).chain((count) => {
  const id = fc.integer({ min: 0, max: count - 1 }).map((index) => `n${index}`)
  const size = fc.record({ width: fc.integer({ min: 120, max: 700 }), height: fc.integer({ min: 60, max: 500 }) })
  return fc.record({
    nodes: fc
      .array(size, { minLength: count, maxLength: count })
      .map((sizes) => sizes.map((item, index) => ({ id: `n${index}`, ...item }))),
    edges: fc.array(
      fc.record({
        from: id,
        to: id,
        isPlug: fc.boolean(),
        fromY: fc.integer({ min: 60, max: 200 }),
        toY: fc.integer({ min: 60, max: 200 }),
      }),
      { maxLength: 40 },
    ),
  })
})

test('no two nodes overlap, whatever their sizes and edges', () => {
  fc.assert(
    fc.property(input, (graph) => {
      const sizes = new Map(graph.nodes.map((node) => [node.id, node]))
      const boxes = layoutGraph(graph).map((place) => ({ width: 0, height: 0, ...sizes.get(place.id), ...place }))
      expect(boxes).toHaveLength(graph.nodes.length)
      for (const [index, a] of boxes.entries())
        for (const b of boxes.slice(index + 1)) {
          const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
          expect(isApart, `${JSON.stringify(a)} ${JSON.stringify(b)}`).toBe(true)
        }
    }),
    { numRuns: 200 },
  )
})

test('the edges of a chain are straight between the ports, whatever the heights', () => {
  const heights = fc.array(fc.integer({ min: 80, max: 400 }), { minLength: 2, maxLength: 10 })
  fc.assert(
    fc.property(heights, (all) => {
      const nodes = all.map((height, index) => ({ id: `n${index}`, width: 224, height }))
      const edges = nodes.slice(1).map(({ id }, index) => ({ from: `n${index}`, to: id }))
      const tops = new Set(layoutGraph({ nodes, edges }).map(({ y }) => y))
      expect(tops.size).toBe(1)
    }),
  )
})

test('tools stay below their agent, with room for a run result', () => {
  const nodes = ['in', 'agent', 'a', 'b', 'c', 'd', 'out'].map((id) => ({ id, width: 224, height: 170 }))
  const edges = [
    { from: 'in', to: 'agent' },
    { from: 'agent', to: 'out' },
    ...['a', 'b', 'c', 'd'].map((from) => ({ from, to: 'agent', isPlug: true })),
  ]
  const places = new Map(layoutGraph({ nodes, edges }).map((place) => [place.id, place]))
  const y = (id: string) => places.get(id)?.y ?? 0
  for (const tool of ['a', 'b', 'c', 'd']) expect(y(tool)).toBeGreaterThanOrEqual(y('agent') + 170 + ROW_GAP - 8)
  expect(y('in')).toBe(y('agent'))
  expect(y('out')).toBe(y('agent'))
})
