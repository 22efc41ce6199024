import { expect, test } from 'vitest'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { nextSeq, seqAfterBreak, withoutGap } from '../log/event-seq'
import { type LogRow, planTakeover } from './plan-takeover'

const skip = (seq: number): StoredRunEvent => ({ seq, event: { type: 'node-skip', path: ['a'], nodeId: 'a', atMs: 0 } })
const start = (seq: number): StoredRunEvent => ({ seq, event: { type: 'run-resume', atMs: 0, reason: 'recovery' } })
const row = (...events: StoredRunEvent[]): LogRow => ({ seq: events[0]?.seq ?? 0, events })
const first = nextSeq(0, false)
const second = nextSeq(first, false)
const none = { attempts: 2, takenAtSeq: 0 }

test('fences the previous driver at its next number, even when it has stored nothing', () => {
  expect(planTakeover([], none).fenceSeq).toBe(first)
  expect(planTakeover([row(start(first))], none).fenceSeq).toBe(second)
})

test('fences a driver that left only its own fence, however many there are in a row', () => {
  const rows: LogRow[] = [row(start(first))]
  let reachedSeq = second
  for (let drive = 0; drive < 20; drive += 1) {
    const { fenceSeq, fromSeq } = planTakeover(rows, none)
    // The next number of the previous driver, so that it meets the fence.
    expect(fenceSeq).toBe(drive === 0 ? second : nextSeq(seqAfterBreak(rows.at(-1)?.seq ?? 0), false))
    expect(fromSeq).toBeGreaterThan(reachedSeq)
    expect(withoutGap(reachedSeq, [start(nextSeq(fromSeq, false))])).toHaveLength(1)
    rows.push({ seq: fenceSeq, events: [] })
    // Everything that one driver can create, without storing it.
    reachedSeq = nextSeq(fromSeq, false) + 200_000 * (second - first)
  }
})

test('counts attempts until progress is stored after the last claim', () => {
  const rows = [row(start(first), skip(second))]
  expect(planTakeover(rows, { attempts: 5, takenAtSeq: 0 })).toMatchObject({ attempts: 1, takenAtSeq: second })
  expect(planTakeover(rows, { attempts: 5, takenAtSeq: second })).toMatchObject({ attempts: 5, giveUp: null })
  expect(planTakeover(rows, { attempts: 6, takenAtSeq: second })).toMatchObject({ attempts: 6, giveUp: 'attempts' })
})

test('gives a run up before its numbers exceed the safe integers', () => {
  const rows: LogRow[] = []
  let takeovers = 0
  let plan = planTakeover(rows, none)
  while (plan.giveUp === null) {
    rows.splice(0, 1, { seq: plan.fenceSeq, events: [] })
    plan = planTakeover(rows, none)
    takeovers += 1
  }
  expect(plan.giveUp).toBe('numbers')
  expect(takeovers).toBeGreaterThan(30_000)
  expect(Number.isSafeInteger(nextSeq(plan.fromSeq, false) + 1)).toBe(true)
})
