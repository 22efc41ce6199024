import { expect, test } from 'vitest'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { compile } from '../compile'
import { explainConnection } from '../connections/explain-connection'
import { readablePorts } from '../connections/readable-ports'
import type { Graph, PortRef } from '../graph'
import { viewGraph } from '../graph-view'
import { FRAME_VALUES } from '../plan'
import { cpuMs } from '../testing/cpu-ms'
import { sampleGraph, sampleNode } from '../testing/sample-graph'
import { sampleManifests } from '../testing/sample-manifests'
import { validate } from '../validate'

const inside = (id: string, parent: string, type = 'pair', config = {}) => sampleNode(id, type, config, { parent })
const nodes = [
  sampleNode('in', 'input'),
  sampleNode('m', 'model'),
  sampleNode('map', 'each'),
  inside('p', 'map'),
  inside('inner', 'map', 'each'),
  inside('t', 'inner', 'template', { text: '{{in.question}} {{map.index}} {{inner.item}} {{p.out}}' }),
  inside('g', 'inner', 'agent'),
  sampleNode('after', 'pair'),
  sampleNode('end', 'answer'),
]
const edges = [
  'in.question > map.items',
  'map.item > p.a',
  'p.out > inner.items',
  't.text > g.question',
  'm.model > g.model',
  'g.text > inner.result',
  'inner.results > map.result',
  'map.results > after.a',
  'after.out > end.text',
]
const graph = sampleGraph(nodes, edges)
const messages = (changed: Graph) =>
  validate(changed, sampleManifests).map((issue) => `${issue.code} ${addEnglish(issue).message}`)
const withEdge = (edge: string) => sampleGraph(nodes, [...edges, edge])
const port = (text: string): PortRef => ({ node: text.split('.')[0] ?? '', port: text.split('.')[1] ?? '' })
const explain = (from: string, to: string) => {
  const answer = explainConnection(graph, sampleManifests, port(from), port(to))
  return answer.ok ? 'ok' : addEnglish(answer.reason).message
}

test('gives a container a plan of its body, with values from every enclosing scope', () => {
  const compiled = compile({ graph, manifests: sampleManifests })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const { plan } = compiled
  expect(plan.nodes.map((node) => node.id)).toEqual(['in', 'm', 'map', 'after', 'end'])
  const map = plan.nodes[2]
  const inner = map?.frame?.nodes[1]?.frame
  expect([map?.frame?.container, inner?.container]).toEqual(['map', 'inner'])
  expect(inner?.nodes[0]?.references).toEqual([
    { step: 0, port: 'question', up: 2 },
    { step: FRAME_VALUES, port: 'index', up: 1 },
    { step: FRAME_VALUES, port: 'item' },
    { step: 0, port: 'out', up: 1 },
  ])
  expect(inner?.nodes[1]?.bindings.model).toEqual([{ node: 1, port: 'model', up: 2 }])
  expect(map?.frame?.results).toMatchObject([{ port: { id: 'result' }, sources: [{ step: 1, port: 'results' }] }])
  expect([map?.dependencies, map?.frame?.nodes[1]?.dependencies]).toEqual([[0], [0]])
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
})

test('E15 rejects reading from inside a container, and names the alternative', () => {
  expect(messages(withEdge('t.text > after.b'))).toEqual([
    'SCOPE “t” is inside “map”. Nodes outside it read what “map” gives.',
  ])
  expect(messages(withEdge('t.text > p.b'))).toEqual([
    'SCOPE “t” is inside “inner”. Nodes outside it read what “inner” gives.',
  ])
  const reference = sampleGraph(
    nodes.map((node) =>
      node.id === 'after' ? sampleNode('after', 'template', { text: '{{p.out}} {{map.item}}' }) : node,
    ),
    edges.map((edge) =>
      edge.replace('map.results > after.a', 'map.results > end.text').replace('after.out', 'after.text'),
    ),
  )
  expect(messages(reference)).toEqual([
    'SCOPE {{p.out}}: “p” is inside “map”. Nodes outside it read what “map” gives.',
    'UNKNOWN_REFERENCE {{map.item}}: “map” has no output “item”.',
  ])
})

test.each([
  ['map.item > after.b', 'SCOPE “item” of “map” is for the steps inside it.'],
  ['map.results > p.b', 'SCOPE “map” gives “results” when the steps inside it have ended.'],
  ['t.text > map.result', 'SCOPE “t” is deeper inside “map”. Let the container around it give the value.'],
  ['in.question > map.result', 'SCOPE “result” of “map” is fed by the steps inside it.'],
  ['map.item > map.result', 'SCOPE Put a step inside “map” that makes its “result”.'],
  [
    'after.out > p.b',
    'CYCLE These nodes wait for each other: “map” → “after” → “map”. Remove one of the edges or references.',
  ],
])('rejects the edge %s', (edge, message) => {
  expect(messages(withEdge(edge))).toEqual([message])
  const [from = '', to = ''] = edge.split(' > ')
  expect(explain(from, to)).not.toBe('ok')
})

test('distinguishes allowed edges from others', () => {
  expect(explain('in.question', 'p.b')).toBe('ok')
  expect(explain('map.index', 'p.b')).toBe('ok')
  expect(explain('p.out', 'map.result')).toBe('ok')
  expect(explain('after.out', 'p.b')).toMatch(/“after” already waits for “map”/)
})

test.each([
  ['a missing parent', { parent: 'gone' }, /CONTAINER “x” is inside the node “gone”, which does not exist/],
  ['a parent that is no container', { parent: 'after' }, /CONTAINER “after” cannot contain other nodes/],
  ['itself as its parent', { parent: 'x' }, /CONTAINER “x” is inside itself/],
])('reports %s', (_, overrides, message) => {
  const changed = sampleGraph([...nodes, sampleNode('x', 'each', {}, overrides)], edges)
  expect(messages(changed).join()).toMatch(message)
})

test('reports circular containers, and answers inside a container', () => {
  const circle = sampleGraph([...nodes, inside('a', 'b', 'each'), inside('b', 'a', 'each')], edges)
  expect(messages(circle).filter((message) => message.startsWith('CONTAINER'))).toHaveLength(2)
  const answers = sampleGraph([...nodes, inside('x', 'map', 'answer')], [...edges, 'p.out > x.text'])
  expect(messages(answers).join()).toMatch(/CONTAINER The Answer node “x” is inside “map”/)
})

test('requires a result from inside a container, and excludes the body of a disabled one', () => {
  const empty = sampleGraph(
    nodes,
    edges.filter((edge) => edge !== 'inner.results > map.result'),
  )
  expect(messages(empty)).toEqual([
    'MISSING_INPUT Nothing inside “map” feeds its “result”. Connect the last step inside to it.',
  ])
  const off = { ...graph, nodes: graph.nodes.map((node) => (node.id === 'map' ? { ...node, disabled: true } : node)) }
  expect(viewGraph(off, sampleManifests).nodes.map(({ node }) => node.id)).toEqual(['in', 'm', 'after', 'end'])
})

test('allows reading nodes beside the reader, beside its containers, and their items', () => {
  const readable = readablePorts(viewGraph(graph, sampleManifests), 't')
  expect(readable.map(({ source, ports }) => `${source.node.id}: ${ports.map(({ id }) => id).join(' ')}`)).toEqual([
    'in: question',
    'map: item index',
    'p: out other',
    'inner: item index',
  ])
  expect(readablePorts(viewGraph(graph, sampleManifests), 'end').map(({ source }) => source.node.id)).toEqual([
    'in',
    'map',
    'after',
  ])
})

test('compiles 2,000 nodes, half of them inside containers, within half a second of CPU time', () => {
  const maps = Array.from({ length: 100 }, (_, index) => `c${index}`)
  const manyNodes = [
    sampleNode('in', 'input'),
    ...maps.flatMap((id) => [
      sampleNode(id, 'each'),
      ...Array.from({ length: 18 }, (_, index) => inside(`${id}n${index}`, id)),
    ]),
  ]
  const links = maps.flatMap((id, position) => [
    `${position === 0 ? 'in.question' : `c${position - 1}.results`} > ${id}.items`,
    ...Array.from(
      { length: 18 },
      (_, index) => `${index === 0 ? `${id}.item` : `${id}n${index - 1}.out`} > ${id}n${index}.a`,
    ),
    `${id}n17.out > ${id}.result`,
  ])
  const large = sampleGraph(manyNodes, links)
  expect(compile({ graph: large, manifests: sampleManifests }).ok).toBe(true)
  expect(cpuMs(() => compile({ graph: large, manifests: sampleManifests }))).toBeLessThan(500)
})
