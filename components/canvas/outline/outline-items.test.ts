import { expect, test } from 'vitest'
import { GraphSchema } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { nestingOf } from '../state/layout/nesting'
import { accessibleName } from './accessible-name'
import { outlineItems } from './outline-items'

const position = { x: 0, y: 0 }
const graph = GraphSchema.parse({
  schemaVersion: 1,
  nodes: [
    { id: 'note', type: 'note', label: 'Remember', version: 1, config: {}, position },
    { id: 'answer', type: 'answer', label: 'Answer', version: 1, config: {}, position },
    { id: 'each', type: 'map', label: 'Each text', version: 1, config: {}, position },
    { id: 'chat', type: 'chat-model', label: 'Summary', version: 1, config: {}, position, parent: 'each' },
    { id: 'input', type: 'input', label: 'Input', version: 1, config: {}, position },
  ],
  edges: [
    { id: 'a', from: { node: 'each', port: 'results' }, to: { node: 'answer', port: 'text' } },
    { id: 'b', from: { node: 'input', port: 'message' }, to: { node: 'each', port: 'list' } },
    { id: 'c', from: { node: 'each', port: 'item' }, to: { node: 'chat', port: 'prompt' } },
  ],
})
const nesting = nestingOf(graph, manifestOf)
const shape = (closed: readonly string[] = []) =>
  outlineItems(graph, nesting, new Set(closed)).map(
    ({ id, level, position: at, setSize }) => `${level} ${id} ${at}/${setSize}`,
  )

test('lists nodes in run order, notes last, and nested nodes below their container', () => {
  expect(shape()).toEqual(['1 input 1/4', '1 each 2/4', '2 chat 1/1', '1 answer 3/4', '1 note 4/4'])
})

test('omits nodes inside a closed container', () => {
  expect(shape(['each'])).toEqual(['1 input 1/4', '1 each 2/4', '1 answer 3/4', '1 note 4/4'])
})

test('describes a node by type, name, problems, contents and incoming connections', () => {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const issue = { code: 'MISSING_INPUT', severity: 'error', key: 'graph.noStart' } as const
  const describeNode = (id: string, count: number, status?: 'done') =>
    accessibleName(nodes.get(id) ?? graph.nodes[0] ?? raise(), {
      edges: graph.edges,
      nodes,
      manifests: manifestOf,
      nesting,
      status,
      issues: Array.from({ length: count }, () => issue),
    })
  expect([describeNode('chat', 2), describeNode('each', 0, 'done')]).toEqual([
    'Chat model “Summary”, 2 problems, connected from Each text.Item',
    'Map “Each text”, 1 node inside, connected from Input.Message, Done',
  ])
})

function raise(): never {
  throw new Error('no such node')
}
