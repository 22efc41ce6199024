import type { RunEvent } from '../events'
import type { PauseRequest } from '../pauses/pause'
import { foldRun } from './run-state'

export interface OpenWait {
  path: string[]
  nodeId: string
  key: string
  request: PauseRequest
}

/**
 * Questions that can still be answered: without an answer, from nodes that were not skipped and
 * whose frame has not failed.
 */
export function openPendingInputs(events: Iterable<RunEvent>): OpenWait[] {
  return Object.values(foldRun(events).nodes).flatMap(({ path, nodeId, status, waits }) => {
    if (status !== 'paused' && status !== 'running') return []
    return waits.flatMap(({ key, request, answer }) => (answer === undefined ? [{ path, nodeId, key, request }] : []))
  })
}
