import { expect } from 'vitest'
import type { RunEvent } from '../events'
import { foldRun } from '../state/run-state'
import type { ReferenceRun } from './reference-run'

type PathEvent = Extract<RunEvent, { path: string[] }>

/** Compares a complete log with the reference, and checks the order of events. */
export function checkRun(events: readonly RunEvent[], expected: ReferenceRun): void {
  expect(events.at(-1)?.type).toBe(expected.failed ? 'run-error' : 'run-end')
  const log = { settled: new Set<string>(), starts: new Set<string>(), prompted: new Set<string>() }
  for (const event of events) {
    if (!('path' in event)) continue
    if (event.type === 'node-start') checkStart(event, expected, log)
    else if (event.type === 'node-pause') log.prompted.add(event.path.join('/'))
    else checkEnd(event, expected, log.settled)
  }
  if (expected.failed) return
  for (const [path, { type }] of expected.fates)
    if (!path.includes('/')) expect(log.settled.has(path), `${path} has not ended (${type})`).toBe(true)
  for (const node of Object.values(foldRun(events).nodes)) expect(['done', 'skipped', 'failed']).toContain(node.status)
}

/** Invariants of every log, independent of timing: it ends, and every node ends at most once. */
export function checkEnds(events: readonly RunEvent[]): void {
  expect(['run-end', 'run-error']).toContain(events.at(-1)?.type)
  const settled = new Set<string>()
  for (const event of events) {
    const isError = event.type === 'node-error' && event.handled
    if (event.type !== 'node-end' && event.type !== 'node-skip' && !isError) continue
    const path = event.path.join('/')
    expect(settled.has(path), `${path} ended twice`).toBe(false)
    settled.add(path)
  }
  for (const node of Object.values(foldRun(events).nodes)) expect(['done', 'skipped', 'failed']).toContain(node.status)
}

function checkStart(
  { path, attempt }: Extract<RunEvent, { type: 'node-start' }>,
  { before }: ReferenceRun,
  { settled, starts, prompted }: { settled: ReadonlySet<string>; starts: Set<string>; prompted: ReadonlySet<string> },
): void {
  const key = path.join('/')
  // A node that asked resumes with the same attempt number, and so do its containers. A question is emitted only once.
  const hasPrompted = [...prompted].some((question) => `${question}/`.startsWith(`${key}/`))
  if (!hasPrompted) expect(starts.has(`${key} ${attempt}`), `${key} started twice as attempt ${attempt}`).toBe(false)
  starts.add(`${key} ${attempt}`)
  for (const source of before.get(key) ?? [])
    expect(settled.has(source), `${key} started before the end of ${source}`).toBe(true)
}

function checkEnd(event: PathEvent, { fates }: ReferenceRun, settled: Set<string>): void {
  const isError = event.type === 'node-error' && event.handled
  if (event.type !== 'node-end' && event.type !== 'node-skip' && !isError) return
  const path = event.path.join('/')
  expect(settled.has(path), `${path} ended twice`).toBe(false)
  settled.add(path)
  const fate = event.type === 'node-skip' ? { type: 'skipped' } : { type: 'done', outputs: event.outputs }
  expect({ path, fate: fates.get(path) }).toEqual({ path, fate })
}
