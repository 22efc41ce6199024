import { expect, test } from 'vitest'
import { sampleGraph, sampleNode } from '../testing/sample-graph'
import { diffGraphs } from './diff'
import { summarizeDiff } from './diff-summary'

const nodes = [
  sampleNode('a', 'template'),
  sampleNode('b', 'template'),
  sampleNode('c', 'template'),
  sampleNode('end', 'answer'),
]
const wired = (...edges: string[]) => sampleGraph(nodes, edges)

test('the same sources of an input in another order are a change of its node', () => {
  const before = wired('a.text > end.text', 'b.text > end.text', 'c.text > end.data')
  const after = wired('c.text > end.data', 'b.text > end.text', 'a.text > end.text')
  const { nodes: changes, edges, changesRuns } = diffGraphs(before, after)
  expect(changes.changed).toMatchObject([
    { fields: ['sources'], sources: [{ port: 'text', before: ['a.text', 'b.text'], after: ['b.text', 'a.text'] }] },
  ])
  expect([edges.added, edges.removed, changesRuns]).toEqual([[], [], true])
  expect(summarizeDiff(before, after).changed.nodes).toEqual([{ label: 'end', type: 'answer', fields: ['sources'] }])
})

test('a source that came or went is a change of edges, and leaves the order of the others as it was', () => {
  const before = wired('a.text > end.text', 'b.text > end.text')
  const after = wired('a.text > end.text', 'c.text > end.text', 'b.text > end.text')
  const { nodes: changes, edges } = diffGraphs(before, after)
  expect([changes.changed, edges.added.length]).toEqual([[], 1])
})
