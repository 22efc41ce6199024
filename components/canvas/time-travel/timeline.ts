import type { RunEvent } from '@/lib/engine/events'
import { emptyRunState, foldRun, type RunState } from '@/lib/engine/state/run-state'

/** Interval of stored states, so that any position needs only a short fold. */
const EVERY = 64

export interface Timeline {
  /** Positions range from 0, before the first event, to this, after the last one. */
  length: number
  /** The run state after this number of events. */
  at(moment: number): RunState
}

export function createTimeline(events: readonly RunEvent[]): Timeline {
  const checkpoints = [emptyRunState()]
  const keptAt = (index: number): RunState => {
    for (let next = checkpoints.length; next <= index; next += 1)
      checkpoints.push(foldRun(events.slice((next - 1) * EVERY, next * EVERY), checkpoints[next - 1]))
    return checkpoints[index] ?? emptyRunState()
  }
  return {
    length: events.length,
    at(moment) {
      const eventCount = Math.min(Math.max(0, Math.round(moment)), events.length)
      const index = Math.floor(eventCount / EVERY)
      return foldRun(events.slice(index * EVERY, eventCount), keptAt(index))
    },
  }
}
