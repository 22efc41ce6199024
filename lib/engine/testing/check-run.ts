import { expect } from 'vitest'
import type { RunEvent } from '../events'
import { foldRun } from '../state/run-state'
import type { ReferenceRun } from './reference-run'

type PathEvent = Extract<RunEvent, { path: string[] }>

/** Compares a complete log with the reference, and checks the order of events. */
export function checkRun(events: readonly RunEvent[], expected: ReferenceRun): void {
  expect(events.at(-1)?.type).toBe(expected.failed ? 'run-error' : 'run-end')
  const log = { settled: new Set<string>(), starts: new Set<string>() }
  for (const event of events) {
    if (!('path' in event)) continue
    if (event.type === 'node-start') checkStart(event, expected, log)
    else if (event.type === 'node-pause') forgetStarts(event.path, log.starts)
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
  { settled, starts }: { settled: ReadonlySet<string>; starts: Set<string> },
): void {
  const key = path.join('/')
  expect(starts.has(`${key} ${attempt}`), `${key} started twice as attempt ${attempt}`).toBe(false)
  starts.add(`${key} ${attempt}`)
  for (const source of before.get(key) ?? [])
    expect(settled.has(source), `${key} started before the end of ${source}`).toBe(true)
}

/** A waiting node, and its containers, resume with the same attempt number. */
function forgetStarts(path: readonly string[], starts: Set<string>): void {
  for (let length = path.length; length > 0; length -= 2) {
    const key = `${path.slice(0, length).join('/')} `
    for (const start of starts) if (start.startsWith(key)) starts.delete(start)
  }
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
