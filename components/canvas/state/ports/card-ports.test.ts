import { expect, test } from 'vitest'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { defaultConfig } from '../default-config'
import { type CardPorts, cardPorts } from './card-ports'

function node(id: string, type: string, config = {}): GraphNode {
  const manifest = manifestOf(type)
  if (!manifest) throw new Error(`No ${type}`)
  return {
    id,
    type,
    version: manifest.version,
    label: id,
    config: { ...defaultConfig(manifest), ...config },
    position: { x: 0, y: 0 },
  }
}
const edge = (from: [string, string], to: [string, string]) => ({
  id: [...from, ...to].join(),
  from: { node: from[0], port: from[1] },
  to: { node: to[0], port: to[1] },
})
const ids = (ports: CardPorts) => ({
  inputs: ports.inputs.map(({ id }) => id),
  outputs: ports.outputs.map(({ id }) => id),
  more: ports.moreInputs.length + ports.moreOutputs.length,
  bind: ports.bindInputs.map(({ id }) => id),
})

test('lists required, main and connected ports, and counts the rest', () => {
  const [model, answer] = [node('model', 'chat-model'), node('answer', 'answer')]
  const graph: Graph = { schemaVersion: 1, nodes: [model, answer], edges: [] }
  expect(ids(cardPorts(graph, manifestOf, model))).toMatchObject({ inputs: ['prompt'], outputs: ['text'] })
  const before = ids(cardPorts(graph, manifestOf, model)).more
  const wired = { ...graph, edges: [edge(['model', 'citations'], ['answer', 'citations'])] }
  expect(ids(cardPorts(wired, manifestOf, model))).toMatchObject({ outputs: ['text', 'citations'], more: before - 1 })
})

test('puts capabilities at the bottom and the top edge', () => {
  const [agent, search] = [node('agent', 'agent'), node('search', 'retriever')]
  const graph: Graph = { schemaVersion: 1, nodes: [agent, search], edges: [] }
  expect(ids(cardPorts(graph, manifestOf, agent)).bind).toEqual(['model', 'tools'])
  expect(cardPorts(graph, manifestOf, search).bindOutputs.map(({ kind }) => kind)).toContain('tool')
})

test('lists all branches of a condition and a connected error', () => {
  const condition = node('if', 'condition')
  const failing: GraphNode = { ...node('http', 'http'), policy: { onError: 'port' } }
  const graph: Graph = { schemaVersion: 1, nodes: [condition, failing], edges: [] }
  expect(cardPorts(graph, manifestOf, condition).outputs.length).toBeGreaterThan(1)
  expect(ids(cardPorts(graph, manifestOf, failing)).outputs).toContain('error')
})

test('lists the control port while it is connected', () => {
  const [first, second] = [node('first', 'template'), node('second', 'template')]
  const graph: Graph = { schemaVersion: 1, nodes: [first, second], edges: [] }
  expect(ids(cardPorts(graph, manifestOf, second)).inputs).toEqual(['value'])
  const wired = { ...graph, edges: [edge(['first', 'text'], ['second', 'when'])] }
  expect(ids(cardPorts(wired, manifestOf, second)).inputs).toEqual(['value', 'when'])
})

test('keeps the object of a node whose edges did not change', () => {
  const [a, b, c] = [node('a', 'template'), node('b', 'template'), node('c', 'template')]
  const graph: Graph = { schemaVersion: 1, nodes: [a, b, c], edges: [] }
  const wired = { ...graph, edges: [edge(['a', 'text'], ['b', 'value'])] }
  expect(cardPorts(wired, manifestOf, c)).toBe(cardPorts(graph, manifestOf, c))
  expect(cardPorts(wired, manifestOf, b)).toBe(cardPorts({ ...wired, nodes: [b, a] }, manifestOf, b))
})
