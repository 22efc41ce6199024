import 'server-only'
import { performance } from 'node:perf_hooks'
import { singleton } from '@/lib/platform/singleton'
import { FairQueue } from '@/lib/services/limits/fair-queue'

const BUSY = 0.85
const LOOK_MS = 50

/** Which of all runs of this process begins next, once the process is near its capacity. */
export function fairStarts(): FairQueue {
  return singleton('fair-starts', () => {
    const isBusy = watchLoop()
    return new FairQueue({
      places: 6,
      youngMs: 50,
      maxWaitMs: 2_000,
      maxWaiting: 2_000,
      isBusy,
      now: () => performance.now(),
    })
  })
}

/** Whether the event loop had next to no rest lately. Looked at when somebody asks, so that it costs nothing else. */
function watchLoop(): () => boolean {
  let before = performance.eventLoopUtilization()
  let lookedAtMs = performance.now()
  let busy = false
  return () => {
    const nowMs = performance.now()
    if (nowMs - lookedAtMs < LOOK_MS) return busy
    const now = performance.eventLoopUtilization()
    busy = performance.eventLoopUtilization(now, before).utilization > BUSY
    before = now
    lookedAtMs = nowMs
    return busy
  }
}
