import { expect, test } from 'vitest'
import type { RunEvent } from '@/lib/engine/events'
import { foldRun } from '@/lib/engine/state/run-state'
import { edgeValue } from './edge-value-of'

const edge = { from: { node: 'a', port: 'text' }, to: { node: 'b', port: 'prompt' } }
const start = (path: string[], inputs = {}): RunEvent => ({
  type: 'node-start',
  attempt: 1,
  inputs,
  path,
  nodeId: path.at(-1) ?? '',
  atMs: 1,
})

function valueAfter(events: RunEvent[], streams = true) {
  const { nodes } = foldRun(events)
  const target = Object.values(nodes).find(({ nodeId }) => nodeId === 'b')
  return edgeValue({ edge, source: nodes.a, target, streams })
}

test('an edge shows the stream, then the source’s output, and nothing if its branch was not taken', () => {
  const delta: RunEvent = { type: 'node-delta', port: 'text', text: 'Hel', path: ['a'], nodeId: 'a', atMs: 2 }
  expect(valueAfter([start(['a'])])).toBeNull()
  expect(valueAfter([start(['a']), delta])).toEqual({ value: 'Hel', isStreaming: true })
  expect(valueAfter([start(['a']), delta], false)).toBeNull()
  const end = (outputs: { text?: string; no?: string }): RunEvent => ({
    type: 'node-end',
    outputs,
    durationMs: 1,
    path: ['a'],
    nodeId: 'a',
    atMs: 3,
  })
  expect(valueAfter([start(['a']), end({ text: 'Hello' })])).toEqual({ value: 'Hello', isStreaming: false })
  expect(valueAfter([start(['a']), end({ no: 'x' }), start(['b'], { prompt: 'from elsewhere' })])).toBeNull()
})

test('reads a value that a container passes inside from the inputs of the inner node', () => {
  expect(valueAfter([start(['a']), start(['a', '0', 'b'], { prompt: 'item' })], false)).toEqual({
    value: 'item',
    isStreaming: false,
  })
})
