import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addEnglish } from '@/lib/messages/problems/add-english'
import type { Graph } from './graph'
import { sampleGraph, sampleNode } from './testing/sample-graph'
import { sampleManifests } from './testing/sample-manifests'
import { validate } from './validate'

const start = sampleNode('in', 'input')
const end = sampleNode('end', 'answer')
const issuesOf = (graph: Graph) =>
  validate(graph, sampleManifests).map(({ code, nodeId, edgeId, path }) => [code, nodeId ?? edgeId ?? '', path ?? ''])
const codes = (graph: Graph) => validate(graph, sampleManifests).map(({ code }) => code)
const good = sampleGraph([start, end], ['in.question > end.text'])

test('finds no problems in a valid graph', () => {
  expect(validate(good, sampleManifests)).toEqual([])
})

test('explains how to start with an empty graph', () => {
  expect(codes(sampleGraph([]))).toEqual(['NO_START', 'NO_ANSWER'])
})

test('reports duplicate ids', () => {
  const graph = { ...good, nodes: [...good.nodes, end], edges: [...good.edges, ...good.edges] }
  expect(codes(graph)).toEqual(['DUPLICATE_NODE_ID', 'DUPLICATE_EDGE_ID'])
})

test('reports unknown and newer node types, without access to a prototype', () => {
  const graph = sampleGraph(
    [start, end, sampleNode('x', 'constructor'), sampleNode('y', 'pair', {}, { version: 9 })],
    ['in.question > end.text', 'in.question > y.a'],
  )
  expect(issuesOf(graph)).toEqual([
    ['UNKNOWN_NODE_TYPE', 'x', ''],
    ['NEWER_NODE_VERSION', 'y', ''],
  ])
})

test('distinguishes dangling edges, missing ports and wrong directions', () => {
  const graph = sampleGraph(
    [start, end],
    [
      'in.question > end.text',
      'in.question > gone.a',
      'in.gone > end.text',
      'end.text > in.question',
      'end.gone > end.text',
    ],
  )
  expect(codes(graph)).toEqual(['DANGLING_EDGE', 'UNKNOWN_PORT', 'DIRECTION', 'UNKNOWN_PORT'])
})

test('explains incompatible kinds', () => {
  const graph = sampleGraph([start, end, sampleNode('m', 'model')], ['in.question > end.text', 'm.model > end.text'])
  expect(validate(graph, sampleManifests)[0]).toMatchObject({ code: 'KIND_MISMATCH', nodeId: 'end', path: 'text' })
})

test('names the nodes of a cycle, including references', () => {
  const graph = sampleGraph(
    [start, end, sampleNode('p', 'pair'), sampleNode('t', 'template', { text: '{{p.out}}' })],
    ['in.question > p.a', 't.text > p.b', 'p.out > end.text'],
  )
  const [issue] = validate(graph, sampleManifests)
  expect(issue?.code).toBe('CYCLE')
  expect(issue && addEnglish(issue).message).toContain('“p” → “t” → “p”')
})

test('names the invalid field of a config', () => {
  const graph = sampleGraph(
    [start, end, sampleNode('p', 'pair', { name: 3 })],
    ['in.question > end.text', 'in.question > p.a'],
  )
  expect(issuesOf(graph)).toEqual([['INVALID_CONFIG', 'p', 'name']])
})

test('requires a source or a configured value for required inputs', () => {
  expect(issuesOf(sampleGraph([start, end]))).toContainEqual(['MISSING_INPUT', 'end', 'text'])
  const agent = sampleGraph([start, end, sampleNode('g', 'agent')], ['in.question > g.question', 'g.text > end.text'])
  expect(issuesOf(agent)).toEqual([['MISSING_INPUT', 'g', 'model']])
})

test('requires no inputs of a tool, and rejects two models on one port', () => {
  const graph = sampleGraph(
    [start, end, sampleNode('g', 'agent'), sampleNode('m', 'model'), sampleNode('n', 'model'), sampleNode('p', 'pair')],
    ['in.question > g.question', 'g.text > end.text', 'm.model > g.model', 'n.model > g.model', 'p.tool > g.tools'],
  )
  expect(issuesOf(graph)).toEqual([['TOO_MANY_SOURCES', 'g', 'model']])
})

test('allows several values on one port', () => {
  expect(
    codes({
      ...good,
      edges: [...good.edges, { id: 'x', from: { node: 'in', port: 'question' }, to: { node: 'end', port: 'text' } }],
    }),
  ).toEqual([])
})

test.each([
  ['{{gone.text}}', 'UNKNOWN_REFERENCE'],
  ['{{in.gone}}', 'UNKNOWN_REFERENCE'],
  ['{{t.text}}', 'REFERENCE_TO_SELF'],
  ['{{m.model}}', 'INVALID_REFERENCE'],
  ['{{tool.out}}', 'INVALID_REFERENCE'],
  ['{{off.out}}', 'INVALID_REFERENCE'],
  ['{{a b}}', 'INVALID_REFERENCE'],
])('the reference %s gives %s', (text, code) => {
  const graph = sampleGraph(
    [
      start,
      end,
      sampleNode('g', 'agent'),
      sampleNode('m', 'model'),
      sampleNode('tool', 'pair'),
      sampleNode('off', 'pair', {}, { disabled: true }),
      sampleNode('t', 'template', { text }),
    ],
    ['in.question > g.question', 'm.model > g.model', 'tool.tool > g.tools', 'g.text > end.text', 't.text > end.text'],
  )
  expect(issuesOf(graph)).toEqual([[code, 't', 'text']])
})

test('ignores notes, and reports a second start and an unconnected node', () => {
  const graph = sampleGraph(
    [start, end, sampleNode('note', 'note'), sampleNode('in2', 'input'), sampleNode('w', 'write')],
    ['in.question > end.text', 'in.question > note.x'],
  )
  expect(codes(graph)).toEqual(['NOTE_CONNECTED', 'MANY_STARTS', 'UNREACHABLE'])
})

test('treats a disabled node and its edges as absent', () => {
  const graph = sampleGraph(
    [start, end, sampleNode('p', 'pair', {}, { disabled: true })],
    ['in.question > p.a', 'p.out > end.text'],
  )
  expect(issuesOf(graph)).toEqual([
    ['MISSING_INPUT', 'end', 'text'],
    ['UNREACHABLE', 'end', ''],
  ])
})

test('returns issues as values for any graph, never an exception', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd')
  const port = fc.constantFrom('a', 'b', 'out', 'tool', 'tools', 'text', 'value', 'model', 'question', 'constructor')
  const node = fc.record({
    id,
    type: fc.constantFrom('input', 'template', 'pair', 'branch', 'agent', 'model', 'answer', 'note', 'toString'),
    version: fc.integer({ min: 1, max: 3 }),
    label: fc.string(),
    config: fc.constantFrom({}, { text: '{{a.out}} {{b}}' }, { text: 3 }),
    position: fc.constant({ x: 0, y: 0 }),
    disabled: fc.boolean(),
  })
  const edge = fc.record({ id: fc.string(), from: fc.record({ node: id, port }), to: fc.record({ node: id, port }) })
  fc.assert(
    fc.property(fc.array(node, { maxLength: 6 }), fc.array(edge, { maxLength: 10 }), (nodes, edges) => {
      for (const issue of validate({ schemaVersion: 1, nodes, edges }, sampleManifests))
        expect(addEnglish(issue).message).not.toMatch(/^\w+\.\w+$/)
    }),
    { numRuns: 300 },
  )
})
