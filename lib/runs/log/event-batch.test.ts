import { afterEach, expect, test, vi } from 'vitest'
import type { RunEvent } from '@/lib/engine/events'
import type { RunRow } from '@/lib/services/runs/run-row'
import { ActiveRun } from './active-runs'
import { EventBatch, FLUSH_MS } from './event-batch'

afterEach(() => void vi.restoreAllMocks())

test.each([
  [FLUSH_MS, 0],
  [FLUSH_MS + 1, 1],
])('texts of a run that ends after %i ms have %i rows of their own', (afterMs, rows) => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(1_000)
  const batch = new EventBatch()
  const active = new ActiveRun()
  // Safe: a batch reads only these before it is stored.
  const run = { id: 'run', stream: true } as RunRow
  const text: RunEvent = { type: 'node-delta', path: ['a'], nodeId: 'a', atMs: 0, port: 'text', text: 'a' }
  batch.begin(run)
  batch.add(run.id, active.number({ type: 'run-start', atMs: 0, planHash: 'h', inputs: {} }))
  batch.add(run.id, active.number(text))
  now.mockReturnValue(1_000 + afterMs)
  batch.finish(run, active.number({ type: 'run-end', atMs: 0, durationMs: 0, outputs: {} }))
  expect(batch.rows('chunks')).toHaveLength(rows)
  expect(batch.eventsOf(run.id).map(({ event }) => event.type)).toEqual(['run-start', 'node-delta', 'run-end'])
})
