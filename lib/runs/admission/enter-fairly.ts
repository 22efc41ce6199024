import 'server-only'
import { performance } from 'node:perf_hooks'
import { singleton } from '@/lib/platform/singleton'
import { withRejection } from '@/lib/services/protection/rejection'
import { unstoredEnds } from '../log/event-log'
import { FairQueue } from './fair-queue'

/** Background runs can wait longer, since no client waits for their response. */
const BACKGROUND_WAIT_MS = 10 * 60_000

/** Apps take turns near the process's capacity. @returns a function that releases the slot @throws RATE_LIMITED */
export function enterFairly({
  workspaceId,
  appId,
}: {
  workspaceId: string
  appId: string
}): (() => void) | Promise<() => void> {
  const entered = fairStarts().enter(appId)
  return typeof entered === 'function'
    ? entered
    : withRejection({ kind: 'queue', caller: { workspaceId, appId } }, () => entered)
}

export function enterInBackground(workspaceId: string): (() => void) | Promise<() => void> {
  return fairStarts().enter(`background:${workspaceId}`, BACKGROUND_WAIT_MS)
}

/** Utilization of the event loop from which runs queue. When several apps compete, the reserve keeps responses fast. */
const BUSY_UTILIZATION = 0.85
const CONTENDED_UTILIZATION = 0.7
/** Run ends waiting to be stored: beyond this the database is the bottleneck. */
const MAX_UNSTORED_ENDS = 12
const POLL_INTERVAL_MS = 50

/** Schedules the starts of all runs of this process near its capacity. */
function fairStarts(): FairQueue {
  return singleton('fair-starts', () => {
    const utilization = watchLoop()
    const isBusy = (isContended: boolean) =>
      isContended
        ? unstoredEnds().count > MAX_UNSTORED_ENDS || utilization() > CONTENDED_UTILIZATION
        : utilization() > BUSY_UTILIZATION
    return new FairQueue({
      slots: 6,
      slotsWhenAlone: 24,
      youngMs: 50,
      maxWaitMs: 2_000,
      maxWaiting: 2_000,
      isBusy,
      now: () => performance.now(),
    })
  })
}

/** The recent utilization of the event loop, 0 to 1. Computed on demand only. */
function watchLoop(): () => number {
  let lastUtilization = performance.eventLoopUtilization()
  let measuredAtMs = performance.now()
  let latest = 0
  return () => {
    const nowMs = performance.now()
    if (nowMs - measuredAtMs < POLL_INTERVAL_MS) return latest
    const now = performance.eventLoopUtilization()
    latest = performance.eventLoopUtilization(now, lastUtilization).utilization
    lastUtilization = now
    measuredAtMs = nowMs
    return latest
  }
}
