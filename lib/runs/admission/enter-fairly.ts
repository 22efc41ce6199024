import 'server-only'
import { performance } from 'node:perf_hooks'
import { singleton } from '@/lib/platform/singleton'
import { withRejection } from '@/lib/services/protection/rejection'
import { unstoredEnds } from '../log/event-log'
import { FairQueue } from './fair-queue'

/** A worker's job can wait: it only must not go before runs with a waiting caller. */
const BACKGROUND_WAIT_MS = 10 * 60_000

/** Apps take turns when the process is near its capacity. @returns releases the slot @throws RATE_LIMITED */
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

/** Shares of event loop time. When several apps compete, the rest keeps their responses fast. */
const BUSY = 0.85
const BUSY_FOR_SEVERAL = 0.7
/** Ends waiting to be stored: beyond this the database is the bottleneck. */
const BEHIND = 12
const POLL_INTERVAL_MS = 50

/** Schedules the starts of all runs of this process near its capacity. */
function fairStarts(): FairQueue {
  return singleton('fair-starts', () => {
    const utilization = watchLoop()
    const isBusy = (isContended: boolean) =>
      isContended ? unstoredEnds().count > BEHIND || utilization() > BUSY_FOR_SEVERAL : utilization() > BUSY
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
  let before = performance.eventLoopUtilization()
  let lookedAtMs = performance.now()
  let lately = 0
  return () => {
    const nowMs = performance.now()
    if (nowMs - lookedAtMs < POLL_INTERVAL_MS) return lately
    const now = performance.eventLoopUtilization()
    lately = performance.eventLoopUtilization(now, before).utilization
    before = now
    lookedAtMs = nowMs
    return lately
  }
}
