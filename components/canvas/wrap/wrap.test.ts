import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { validate } from '@/lib/graph/validate'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import type { Wrapper } from './container-shape'
import { nodesOfCycle } from './nodes-of-cycle'
import { unwrapNode } from './unwrap-node'
import { wrapCycle } from './wrap-cycle'
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

const BACK = [
  { node: 'check', port: 'text' },
  { node: 'write', port: 'draft' },
] as const

test('only the input of the backward edge reads the state', () => {
  const nodes = chain.nodes.map((item) =>
    item.id === 'write' ? { ...item, config: { text: '{{draft}} {{notes}}' } } : item,
  )
  const graph = {
    nodes: [node('in', 'input', { mode: 'form', fields: [field('list', 'json')] }), ...nodes.slice(1)],
    wires: [
      'in.list -> write.notes',
      'in.list -> write.draft',
      'in.list -> check.list',
      'write.text -> check.text',
      'check.text -> end.text',
    ],
  }
  const result = wrapCycle(graphOf(graph.nodes, graph.wires), manifestOf, ...BACK)
  if (!result.ok) return expect.unreachable(result.reason)
  expect(wiresOf(result.graph)).toEqual(
    [
      'in.list -> write.notes',
      `in.list -> ${result.id}.start`,
      'in.list -> check.list',
      `${result.id}.state -> write.draft`,
      'write.text -> check.text',
      `check.text -> ${result.id}.next`,
      `${result.id}.result -> end.text`,
    ].toSorted(),
  )
})

test('an input without a value leaves the initial state open', () => {
  const edges = chain.edges.filter(({ to }) => to.node !== 'write')
  const result = wrapCycle({ ...chain, edges }, manifestOf, ...BACK)
  if (!result.ok) return expect.unreachable(result.reason)
  expect(result.graph.edges.some(({ to }) => to.port === 'start')).toBe(false)
  expect(errorsOf(result.graph).map(({ nodeId }) => nodeId)).toContain(result.id)
})

test('a cycle explains why it cannot become a Loop: nodes outside read another output', () => {
  const read = (...outputs: string[]) => {
    const kept = chain.edges.filter(({ to }) => to.node !== 'end')
    const more = outputs.map((output, index) => ({
      id: `more${index}`,
      from: { node: output, port: 'text' },
      to: { node: 'end', port: index === 0 ? 'text' : 'data' },
    }))
    return wrapCycle({ ...chain, edges: [...kept, ...more] }, manifestOf, ...BACK)
  }
  const reason = expect.stringMatching(/“write: .*last state, “check: /)
  expect(read('write')).toMatchObject({ ok: false, reason })
  expect(read('check', 'write')).toMatchObject({ ok: false, reason })
  expect(read('check', 'check').ok).toBe(true)
})

test('an input that collects several values explains why it cannot start as one state', () => {
  const graph = graphOf(
    [
      node('in', 'input'),
      node('join', 'merge', { mode: 'collect' }),
      node('check', 'template', { text: '{{text}}' }),
      node('end', 'answer'),
    ],
    ['in.message -> join.values', 'in.messages -> join.values', 'join.value -> check.text', 'check.text -> end.text'],
  )
  const result = wrapCycle(graph, manifestOf, { node: 'check', port: 'text' }, { node: 'join', port: 'values' })
  expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('“join” collects several values') })
})

/** Templates t0, t1, …, each of which reads the message and earlier templates at random. */
const drawnCycle = fc.integer({ min: 2, max: 6 }).chain((count) =>
  fc.record({
    reads: fc.array(fc.array(fc.nat(5), { maxLength: 3 }), { minLength: count, maxLength: count }),
    ends: fc.subarray(Array.from({ length: count }, (_, index) => index)),
    back: fc.tuple(fc.nat(count - 1), fc.nat(count - 1)),
  }),
)

test('a Loop keeps each edge that does not enter the state or leave with it', () => {
  fc.assert(
    fc.property(drawnCycle, ({ reads, ends, back }) => {
      const [first, last] = [Math.min(...back), Math.max(...back)]
      const names = reads.map((_, index) => `t${index}`)
      const graph = graphOf(
        [
          node('in', 'input'),
          ...names.map((name) => node(name, 'template', { text: '{{p0}} {{p1}} {{p2}} {{p3}}' })),
          ...ends.map((index) => node(`end${index}`, 'answer')),
        ],
        [
          ...names.map((name) => `in.message -> ${name}.p3`),
          ...reads.flatMap((earlier, index) =>
            earlier.map((at, slot) => `${at < index ? `t${at}.text` : 'in.message'} -> t${index}.p${slot}`),
          ),
          ...ends.map((index) => `t${index}.text -> end${index}.text`),
        ],
      )
      const [from, to] = [
        { node: `t${last}`, port: 'text' },
        { node: `t${first}`, port: 'p0' },
      ]
      const cycle = new Set(nodesOfCycle(graph, manifestOf, from.node, to.node))
      if (cycle.size < 2) return
      const result = wrapCycle(graph, manifestOf, from, to)
      const leaving = graph.edges.filter((edge) => cycle.has(edge.from.node) && !cycle.has(edge.to.node))
      if (leaving.some((edge) => edge.from.node !== from.node)) {
        expect(result.ok).toBe(false)
        return
      }
      if (!result.ok) return expect.unreachable(result.reason)
      const expected = graph.edges.map(({ from: source, to: target }) => {
        if (target.node === to.node && target.port === to.port) return [source, { node: result.id, port: 'start' }]
        const leaves = cycle.has(source.node) && !cycle.has(target.node)
        return leaves ? [{ node: result.id, port: 'result' }, target] : [source, target]
      })
      const added = [
        [from, { node: result.id, port: 'next' }],
        [{ node: result.id, port: 'state' }, to],
      ]
      expect(result.graph.edges.map((edge) => [edge.from, edge.to])).toEqual([...expected, ...added])
      const inner = result.graph.nodes.filter(({ parent }) => parent === result.id).map(({ id }) => id)
      expect(new Set(inner)).toEqual(cycle)
    }),
  )
})
