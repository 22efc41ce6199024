import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffGraphs } from '../diff/diff'
import { sampleGraph, sampleNode } from '../testing/sample-graph'
import { canonicalGraph, canonicalJson } from './canonical'
import { hashGraph } from './hash'

test('canonical JSON is independent of key order', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const json = JSON.parse(JSON.stringify(value))
      const reversed = Object.fromEntries(Object.entries(json).toReversed())
      expect(canonicalJson(JSON.parse(JSON.stringify(reversed)))).toBe(canonicalJson(json))
      expect(JSON.parse(canonicalJson(json))).toEqual(json)
    }),
  )
})

const base = sampleGraph([sampleNode('a', 'pair', { name: 'x', b: 'y' }), sampleNode('b', 'pair')], ['a.out > b.a'])

test('the hash ignores positions and changes with everything that affects a run', () => {
  const hashWith = (fields: object) =>
    hashGraph({ ...base, nodes: base.nodes.map((node, index) => (index === 0 ? { ...node, ...fields } : node)) })
  const hash = hashGraph(base)
  expect(hashWith({ position: { x: 9, y: 9 } })).toBe(hash)
  expect(hashWith({ config: { b: 'y', name: 'x' } })).toBe(hash)
  for (const addition of [
    { label: 'z' },
    { config: {} },
    { disabled: true },
    { pinned: {} },
    { version: 2 },
    { policy: { onError: 'port' } },
  ]) {
    expect(hashWith(addition)).not.toBe(hash)
  }
  expect(hashGraph({ ...base, edges: [] })).not.toBe(hash)
})

test('the canonical form is stable', () => {
  expect(canonicalGraph(canonicalGraph(base))).toEqual(canonicalGraph(base))
})

test('a diff lists the changes since publishing', () => {
  const [a, b] = base.nodes
  const after = sampleGraph(
    [{ ...(a ?? sampleNode('a', 'pair')), label: 'New', config: { name: 'z' } }, sampleNode('c', 'pair')],
    ['a.out > c.a'],
  )
  const diff = diffGraphs(base, after)
  expect(diff.nodes.added.map((node) => node.id)).toEqual(['c'])
  expect(diff.nodes.removed.map((node) => node.id)).toEqual([b?.id])
  expect(diff.nodes.changed.map((change) => change.fields)).toEqual([['label', 'config']])
  expect([diff.edges.added.length, diff.edges.removed.length, diff.changesRuns]).toEqual([1, 1, true])
})

test('moving nodes changes the layout, not runs', () => {
  const moved = { ...base, nodes: base.nodes.map((node) => ({ ...node, position: { x: 50, y: 0 } })) }
  const diff = diffGraphs(base, moved)
  expect([diff.changesRuns, diff.nodes.changed.length, diff.nodes.moved.length]).toEqual([false, 0, 2])
  expect(diffGraphs(base, base).nodes.moved).toEqual([])
})
