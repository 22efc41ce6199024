import type { PauseRequest } from '@/lib/engine/pauses/pause'
import type { NodeState, RunState } from '@/lib/engine/state/run-state'

export interface OpenWait {
  path: string[]
  key: string
  request: PauseRequest
}

/** Pending inputs of paused nodes: approvals and timers. */
export function openWaits(nodes: Iterable<NodeState>): OpenWait[] {
  return [...nodes].flatMap(({ status, path, waits }) =>
    status === 'paused'
      ? waits.flatMap(({ key, request, answer }) => (answer === undefined ? [{ path, key, request }] : []))
      : [],
  )
}

/** Why the run is paused; null while it is running. */
export function waitsFor(run: RunState): 'approval' | 'timer' | null {
  if (run.status !== 'paused') return null
  return openWaits(Object.values(run.nodes)).some(({ request }) => request.kind === 'approval') ? 'approval' : 'timer'
}
