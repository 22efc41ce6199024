import { expect, test } from 'vitest'
import { GraphSchema } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { nestingOf } from '../state/layout/nesting'
import { neighbor } from './neighbor'

const nodeAt = (id: string, x: number, y: number) => ({
  id,
  type: 'prompt',
  version: 1,
  label: id,
  config: {},
  position: { x, y },
})
const edge = (from: string, to: string) => ({
  id: `${from}-${to}`,
  from: { node: from, port: 'messages' },
  to: { node: to, port: 'a' },
})
const graph = GraphSchema.parse({
  schemaVersion: 1,
  nodes: [
    nodeAt('start', 0, 0),
    nodeAt('upper', 400, -300),
    nodeAt('straight', 400, 20),
    nodeAt('lone', 800, 40),
    nodeAt('note', 0, 400),
  ],
  edges: [edge('start', 'upper'), edge('start', 'straight')],
})
const to = (id: string, direction: Parameters<typeof neighbor>[3]) =>
  neighbor(graph, nestingOf(graph, manifestOf), id, direction)

test('left and right follow edges to the most aligned node', () => {
  expect([to('start', 'right'), to('straight', 'left'), to('upper', 'left')]).toEqual(['straight', 'start', 'start'])
})

test('without an edge, the nearest node on that side is next', () => {
  expect([to('straight', 'right'), to('straight', 'up'), to('start', 'down')]).toEqual(['lone', 'upper', 'note'])
})

test('returns undefined without a node in that direction', () => {
  expect([to('lone', 'right'), to('upper', 'up')]).toEqual([undefined, undefined])
})
