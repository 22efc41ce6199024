import 'server-only'
import { performance } from 'node:perf_hooks'
import { singleton } from '@/lib/platform/singleton'
import { FairQueue } from '@/lib/services/limits/fair-queue'
import { endsWaiting } from '../log/pending-ends'

/** Shares of event loop time. When several apps compete, the rest keeps their responses fast. */
const BUSY = 0.85
const BUSY_FOR_SEVERAL = 0.7
/** Ends waiting to be stored: beyond this the database is the bottleneck. */
const BEHIND = 12
const LOOK_MS = 50

/** Schedules the starts of all runs of this process near its capacity. */
export function fairStarts(): FairQueue {
  return singleton('fair-starts', () => {
    const utilization = watchLoop()
    const isBusy = (isContended: boolean) =>
      isContended ? endsWaiting().count > BEHIND || utilization() > BUSY_FOR_SEVERAL : utilization() > BUSY
    return new FairQueue({
      places: 6,
      placesAlone: 24,
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
    if (nowMs - lookedAtMs < LOOK_MS) return lately
    const now = performance.eventLoopUtilization()
    lately = performance.eventLoopUtilization(now, before).utilization
    before = now
    lookedAtMs = nowMs
    return lately
  }
}
