import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RunEvent } from '@/lib/engine/events'
import { foldRun } from '@/lib/engine/state/run-state'
import { createTimeline } from './timeline'

const eventsOf = (count: number): RunEvent[] => [
  { type: 'run-start', atMs: 1, planHash: 'h', inputs: {} },
  ...Array.from({ length: count }, (_, index): RunEvent => {
    const eventBase = { path: [`n${index >> 1}`], nodeId: `n${index >> 1}`, atMs: index + 2 }
    return index % 2 === 0
      ? { type: 'node-start', attempt: 1, inputs: {}, ...eventBase }
      : { type: 'node-end', outputs: { text: String(index) }, durationMs: 1, ...eventBase }
  }),
]

test('every position is the fold of the preceding events, in any order of access', () => {
  const events = eventsOf(300)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: events.length }), { minLength: 1, maxLength: 8 }), (moments) => {
      const timeline = createTimeline(events)
      for (const moment of moments) expect(timeline.at(moment)).toEqual(foldRun(events.slice(0, moment)))
    }),
    { numRuns: 30 },
  )
})

test('clamps positions outside of the run', () => {
  const events = eventsOf(3)
  expect([createTimeline(events).at(-5).status, createTimeline(events).at(99).nodes.n1?.status]).toEqual([
    'waiting',
    'running',
  ])
})
