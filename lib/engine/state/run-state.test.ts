import { expect, test } from 'vitest'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { runGraph } from '../testing/run-graph'
import { emptyRunState, foldRun, reduceRun } from './run-state'

const graph = sampleGraph(
  [sampleNode('in', 'input'), sampleNode('p', 'pair'), sampleNode('end', 'answer')],
  ['in.question > p.a', 'p.out > end.text'],
)

test('gives the same state event by event as all at once, without changing an earlier state', async () => {
  const events = await runGraph(graph)
  let state = emptyRunState()
  for (const event of events) {
    const before = JSON.stringify(state)
    const next = reduceRun(state, event)
    expect(JSON.stringify(state)).toBe(before)
    state = next
  }
  expect(state).toEqual(foldRun(events))
})

test('treats a node named like an inherited property as any other node', () => {
  const eventBase = { path: ['toString'], nodeId: 'toString', atMs: 1 }
  const state = foldRun([
    { type: 'node-start', attempt: 1, inputs: {}, ...eventBase },
    { type: 'node-end', outputs: { a: 1 }, durationMs: 2, ...eventBase },
  ])
  expect(state.nodes.toString).toMatchObject({ status: 'done', outputs: { a: 1 }, durationMs: 2 })
})

test('leaves no node running after an unhandled failure', () => {
  const eventBase = { path: ['a'], nodeId: 'a', atMs: 1 }
  const error = { code: 'TIMEOUT', message: 'Too slow.' } as const
  const state = foldRun([
    { type: 'node-start', attempt: 1, inputs: {}, ...eventBase },
    { type: 'run-error', atMs: 2, durationMs: 1, error },
  ])
  expect([state.status, state.error, state.nodes.a?.status]).toEqual(['failed', error, 'skipped'])
})
