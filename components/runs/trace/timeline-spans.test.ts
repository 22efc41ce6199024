import { expect, test } from 'vitest'
import { emptyRunState, foldRun } from '@/lib/engine/state/run-state'
import { timelineSpans } from './timeline-spans'

test('places nodes on the run’s time axis, and extends a running node to its end', () => {
  const state = foldRun([
    { type: 'run-start', atMs: 1_000, planHash: 'h', inputs: {} },
    { type: 'node-start', atMs: 1_000, path: ['a'], nodeId: 'a', attempt: 1, inputs: {} },
    { type: 'node-end', atMs: 1_100, path: ['a'], nodeId: 'a', outputs: {}, durationMs: 100 },
    { type: 'node-start', atMs: 1_100, path: ['b'], nodeId: 'b', attempt: 1, inputs: {} },
    { type: 'node-end', atMs: 1_200, path: ['b'], nodeId: 'b', outputs: {}, durationMs: 100 },
    { type: 'node-start', atMs: 1_150, path: ['c'], nodeId: 'c', attempt: 1, inputs: {} },
    { type: 'node-skip', atMs: 1_150, path: ['d'], nodeId: 'd' },
  ])
  expect([...timelineSpans(state).values()]).toEqual([
    { start: 0, width: 0.5 },
    { start: 0.5, width: 0.5 },
    { start: 0.75, width: 0.25 },
  ])
  expect(timelineSpans(emptyRunState()).size).toBe(0)
})
