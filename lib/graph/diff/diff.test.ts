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

test("reports a changed order of an input's sources as a change of its node", () => {
  const before = wired('a.text > end.text', 'b.text > end.text', 'c.text > end.data')
  const after = wired('c.text > end.data', 'b.text > end.text', 'a.text > end.text')
  const { nodes: changes, edges, changesRuns } = diffGraphs(before, after)
  expect(changes.changed).toMatchObject([
    { fields: ['sources'], sources: [{ port: 'text', before: ['a.text', 'b.text'], after: ['b.text', 'a.text'] }] },
  ])
  expect([edges.added, edges.removed, changesRuns]).toEqual([[], [], true])
  expect(summarizeDiff(before, after).changed.nodes).toEqual([{ label: 'end', type: 'answer', fields: ['sources'] }])
})

test('reports an added or removed source as a change of edges, not of the order', () => {
  const before = wired('a.text > end.text', 'b.text > end.text')
  const after = wired('a.text > end.text', 'c.text > end.text', 'b.text > end.text')
  const { nodes: changes, edges } = diffGraphs(before, after)
  expect([changes.changed, edges.added.length]).toEqual([[], 1])
})
