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
  const kept = [emptyRunState()]
  const keptAt = (index: number): RunState => {
    for (let next = kept.length; next <= index; next += 1)
      kept.push(foldRun(events.slice((next - 1) * EVERY, next * EVERY), kept[next - 1]))
    return kept[index] ?? emptyRunState()
  }
  return {
    length: events.length,
    at(moment) {
      const wanted = Math.min(Math.max(0, Math.round(moment)), events.length)
      const index = Math.floor(wanted / EVERY)
      return foldRun(events.slice(index * EVERY, wanted), keptAt(index))
    },
  }
}
