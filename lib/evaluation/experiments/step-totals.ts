import type { RunEvent } from '@/lib/engine/events'

/** What steps took; null if unknown, such as for steps that were themselves reused. */
export interface StepTotals {
  ms: number | null
  costMicros: number | null
}

export const NOTHING: StepTotals = { ms: 0, costMicros: 0 }

/** Time and cost of the selected steps of a run, including the steps inside containers. */
export function totalsOf(events: readonly RunEvent[], isIncluded: (nodeId: string) => boolean): StepTotals {
  let totals = NOTHING
  for (const event of events) {
    if (!('path' in event) || !isIncluded(event.path[0] ?? '')) continue
    if (event.type === 'node-end' && event.path.length === 1) {
      if (event.pinned) return { ms: null, costMicros: null }
      totals = { ...totals, ms: plus(totals.ms, event.durationMs) }
    }
    if (event.type === 'node-usage') totals = { ...totals, costMicros: plus(totals.costMicros, event.usage.costMicros) }
  }
  return totals
}

const plus = (sum: number | null, value: number | null): number | null =>
  sum === null || value === null ? null : sum + value
