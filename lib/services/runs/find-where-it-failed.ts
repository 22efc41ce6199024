import type { RunEvent } from '@/lib/engine/events'

/**
 * Where a rerun of a failed run can start: the step whose error ended it, or one that was in progress. @returns null
 * for the beginning
 */
export function findFailedStep(events: readonly RunEvent[]): string | null {
  const failed = events.findLast((event) => event.type === 'node-error' && !event.handled && event.path.length === 1)
  if (failed?.type === 'node-error') return failed.nodeId
  const openSteps = new Set<string>()
  for (const event of events) {
    if (event.type === 'node-start' && event.path.length === 1) openSteps.add(event.nodeId)
    if (event.type === 'node-end' || event.type === 'node-skip') openSteps.delete(event.nodeId)
  }
  const [first] = openSteps
  return first ?? null
}
