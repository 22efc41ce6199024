import 'server-only'
import { performance } from 'node:perf_hooks'
import { singleton } from '@/lib/platform/singleton'
import { FairQueue } from '@/lib/services/limits/fair-queue'
import { endsWaiting } from '../log/pending-ends'

/** Shares of the event loop's time. Once several apps ask, the rest is what keeps their answers quick. */
const BUSY = 0.85
const BUSY_FOR_SEVERAL = 0.7
/** Ends that wait to be stored: beyond that the database is what an answer waits for. */
const BEHIND = 12
const LOOK_MS = 50

/** Which of all runs of this process begins next, once the process is near its capacity. */
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

/** How busy the event loop was lately, from 0 to 1. Looked at when somebody asks, so that it costs nothing else. */
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
