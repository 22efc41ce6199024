import { expect, test } from 'vitest'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { sampleManifests } from '@/lib/graph/testing/sample-manifests'
import { listChanges } from './list-changes'
import { mergeGraphs } from './merge-graphs'

const at = (x: number, y = 0) => ({ position: { x, y } })
const before = sampleGraph(
  [
    sampleNode('a', 'pair', { name: 'old' }, at(0)),
    sampleNode('gone', 'pair', {}, at(400)),
    sampleNode('b', 'pair', {}, at(800)),
    sampleNode('far', 'pair', {}, at(1200)),
  ],
  ['a.out > gone.a', 'gone.out > b.a', 'b.out > far.a'],
)
const after = sampleGraph(
  [
    sampleNode('far', 'pair', {}, at(1200, 90)),
    sampleNode('fresh', 'pair', {}, at(400)),
    sampleNode('a', 'pair', { name: 'new' }, at(0)),
    sampleNode('b', 'pair', {}, at(800)),
  ],
  ['a.out > fresh.a', 'fresh.out > b.a', 'a.out > far.a'],
)
const merged = mergeGraphs(before, after, sampleManifests)

test('shows removed nodes at their old position, moved down if it is occupied', () => {
  const place = (id: string) => merged.graph.nodes.find((node) => node.id === id)?.position
  expect(place('fresh')).toEqual({ x: 400, y: 0 })
  expect(place('gone')?.x).toBe(400)
  expect(place('gone')?.y).toBeGreaterThan(60)
  expect(['a', 'b', 'far', 'fresh', 'gone'].map(merged.statusOf)).toEqual([
    ...['changed', 'same', 'moved', 'added', 'removed'],
  ])
  expect(merged.edgeStatusOf('gone.out>b.a')).toBe('removed')
  expect(new Set(merged.graph.edges.map(({ id }) => id)).size).toBe(6)
})

test('lists changes in reading order and omits moves unless requested', () => {
  const keys = (withMoved: boolean) => listChanges(merged, withMoved).map(({ key, status }) => `${status} ${key}`)
  const edges = ['added a.out>far.a', 'removed b.out>far.a']
  expect(keys(false)).toEqual(['changed a', 'added fresh', 'removed gone', ...edges])
  expect(keys(true)).toEqual(['changed a', 'added fresh', 'removed gone', 'moved far', ...edges])
  expect(listChanges(merged, false).find(({ key }) => key === 'fresh')).toMatchObject({ edges: 2 })
})
