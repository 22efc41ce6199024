import { expect, test } from 'vitest'
import { layoutGraph } from './layout-graph'

const size = { width: 256, height: 120 }

test('nodes stand left to right in the order of the flow and do not overlap', () => {
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

test('500 nodes are laid out in well under two seconds', () => {
  const nodes = Array.from({ length: 500 }, (_, index) => ({ id: `n${index}`, ...size }))
  const edges = nodes.slice(1).map((node, index) => ({ from: `n${Math.floor(index / 2)}`, to: node.id }))
  const start = performance.now()
  expect(layoutGraph({ nodes, edges })).toHaveLength(500)
  expect(performance.now() - start).toBeLessThan(2_000)
})
