import type { RunEvent } from '../events'
import type { PauseRequest } from '../pauses/pause'
import { foldRun } from './run-state'

export interface OpenWait {
  path: string[]
  nodeId: string
  key: string
  request: PauseRequest
}

/** Questions that can still be answered: neither answered, nor asked by a node that was skipped or whose frame has failed since. */
export function openWaits(events: Iterable<RunEvent>): OpenWait[] {
  return Object.values(foldRun(events).nodes).flatMap(({ path, nodeId, status, waits }) => {
    if (status !== 'paused' && status !== 'running') return []
    return waits.flatMap(({ key, request, answer }) => (answer === undefined ? [{ path, nodeId, key, request }] : []))
  })
}
