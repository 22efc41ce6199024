import { expect, test } from 'vitest'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { validate } from '@/lib/graph/validate'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import type { Wrapper } from './container-shape'
import { unwrapNode } from './unwrap-node'
import { nodesOfCycle, wrapCycle } from './wrap-cycle'
import { wrapNodes } from './wrap-nodes'

const node = (
  id: string,
  type: string,
  config: GraphNode['config'] = {},
  overrides: Partial<GraphNode> = {},
): GraphNode => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x: 0, y: 0 },
  ...overrides,
})
const graphOf = (nodes: GraphNode[], wires: string[]): Graph => ({
  schemaVersion: 1,
  nodes,
  edges: wires.map((wire, index) => {
    const [from = '', to = ''] = wire.split(' -> ')
    const end = (text: string) => ({ node: text.split('.')[0] ?? '', port: text.split('.')[1] ?? '' })
    return { id: `e${index}`, from: end(from), to: end(to) }
  }),
})
const wiresOf = ({ edges }: Graph) =>
  edges.map(({ from, to }) => `${from.node}.${from.port} -> ${to.node}.${to.port}`).toSorted()
const errorsOf = (graph: Graph) => validate(graph, manifestOf).filter(({ severity }) => severity === 'error')
const field = (name: string, kind: string) => ({
  name,
  kind,
  label: '',
  options: [],
  required: true,
  default: '',
  personal: false,
})

/** A form with a list and a tone -> a -> b -> out; b reads the tone by reference, c reads b by reference. */
const drawing = graphOf(
  [
    node('in', 'input', { mode: 'form', fields: [field('tone', 'text'), field('list', 'json')] }),
    node('a', 'template', { text: '{{value}}!' }, { position: { x: 400, y: 0 } }),
    node('b', 'template', { text: '{{value}} in {{in.tone}}, of {{in.list}}' }, { position: { x: 800, y: 0 } }),
    node('c', 'template', { text: 'All: {{b.text}}' }, { position: { x: 1_200, y: 0 } }),
    node('out', 'answer', {}, { position: { x: 1_600, y: 0 } }),
  ],
  ['in.list -> a.value', 'a.text -> b.value', 'c.text -> out.text'],
)

function wrapped(graph: Graph, selected: string[], type: Wrapper) {
  const result = wrapNodes(graph, manifestOf, selected, type)
  if (!result.ok) throw new Error(result.reason)
  return result
}

test('the incoming value becomes the list, the outgoing one the result, and other values are read from outside', () => {
  const { graph, id, count } = wrapped(drawing, ['a', 'b'], 'map')
  expect(count).toBe(2)
  expect(wiresOf(graph)).toEqual(
    [
      `in.list -> ${id}.items`,
      `${id}.item -> a.value`,
      'a.text -> b.value',
      `b.text -> ${id}.result`,
      'c.text -> out.text',
    ].toSorted(),
  )
  const textOf = (nodeId: string) => graph.nodes.find((item) => item.id === nodeId)?.config.text
  expect([textOf('b'), textOf('c')]).toEqual([`{{value}} in {{in.tone}}, of {{${id}.item}}`, `All: {{${id}.results}}`])
  expect(graph.nodes.filter(({ parent }) => parent === id).map((item) => item.id)).toEqual(['a', 'b'])
  expect(errorsOf(graph)).toEqual([])
})

test('wrapping and unwrapping restores the graph', () => {
  for (const type of ['map', 'loop'] as const) {
    const { graph, id } = wrapped(drawing, ['a', 'b'], type)
    const unwrapped = unwrapNode(graph, manifestOf, id)
    expect(unwrapped?.ids).toEqual(['a', 'b'])
    expect(unwrapped?.lost).toEqual([])
    expect(wiresOf(unwrapped?.graph ?? graph)).toEqual(wiresOf(drawing))
    expect(unwrapped?.graph.nodes.map(({ id: nodeId, config }) => [nodeId, config])).toEqual(
      drawing.nodes.map(({ id: nodeId, config }) => [nodeId, config]),
    )
    expect(unwrapped?.graph.nodes.every(({ parent }) => parent === undefined)).toBe(true)
  }
})

test('reports edges that have no meaning without the container', () => {
  const { graph, id } = wrapped(drawing, ['a', 'b'], 'map')
  const indexed = {
    ...graph,
    nodes: graph.nodes.map((item) => (item.id === 'a' ? { ...item, config: { text: '{{value}} {{at}}' } } : item)),
    edges: [...graph.edges, { id: 'x', from: { node: id, port: 'index' }, to: { node: 'a', port: 'at' } }],
  }
  expect(unwrapNode(indexed, manifestOf, id)?.lost.map(({ edge }) => edge.id)).toEqual(['x'])
})

test('explains why nodes cannot be wrapped', () => {
  const reasonOf = (graph: Graph, selected: string[]) => {
    const result = wrapNodes(graph, manifestOf, selected, 'map')
    return result.ok ? null : result.reason
  }
  expect(reasonOf(drawing, ['a', 'out'])).toContain('“out” must stay outside of containers')
  expect(reasonOf(drawing, ['a', 'c'])).toContain('“b” is between')
  const both = graphOf(drawing.nodes, [
    'in.list -> a.value',
    'a.text -> b.value',
    'a.text -> out.text',
    'c.text -> out.text',
  ])
  expect(reasonOf(both, ['a', 'b'])).toContain('a container returns one value')
  const locked = {
    ...drawing,
    nodes: drawing.nodes.map((item) => (item.id === 'a' ? { ...item, locked: true as const } : item)),
  }
  expect(reasonOf(locked, ['a', 'b'])).toBe('“a” is locked. Unlock it first.')
})

const chain = graphOf(
  [
    node('in', 'input'),
    node('write', 'template', { text: '{{draft}}' }),
    node('check', 'template', { text: '{{text}}!' }),
    node('end', 'answer'),
  ],
  ['in.message -> write.draft', 'write.text -> check.text', 'check.text -> end.text'],
)

test('an edge that leads back becomes the next state of a Loop', () => {
  const [from, to] = [
    { node: 'check', port: 'text' },
    { node: 'write', port: 'draft' },
  ]
  expect(nodesOfCycle(chain, manifestOf, 'check', 'write').toSorted()).toEqual(['check', 'write'])
  expect(nodesOfCycle(chain, manifestOf, 'write', 'check')).toEqual([])
  const result = wrapCycle(chain, manifestOf, from, to)
  if (!result.ok) return expect.unreachable(result.reason)
  expect(wiresOf(result.graph)).toEqual([
    `check.text -> ${result.id}.next`,
    `in.message -> ${result.id}.start`,
    `${result.id}.result -> end.text`,
    `${result.id}.state -> write.draft`,
    'write.text -> check.text',
  ])
  expect(errorsOf(result.graph)).toEqual([])
})

test('a cycle with several results outside explains why it cannot become a Loop', () => {
  const graph = {
    ...chain,
    edges: [...chain.edges, { id: 'more', from: { node: 'write', port: 'text' }, to: { node: 'end', port: 'data' } }],
  }
  const result = wrapCycle(graph, manifestOf, { node: 'check', port: 'text' }, { node: 'write', port: 'draft' })
  expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('Merge') })
})
