import type { PauseRequest } from '@/lib/engine/pauses/pause'
import type { NodeState, RunState } from '@/lib/engine/state/run-state'

export interface OpenWait {
  path: string[]
  key: string
  request: PauseRequest
}

/** Pending inputs of paused nodes: approvals, dead connections and timers. */
export function openPendingInputs(nodes: Iterable<NodeState>): OpenWait[] {
  return [...nodes].flatMap(({ status, path, waits: pendingInputs }) =>
    status === 'paused'
      ? pendingInputs.flatMap(({ key, request, answer }) => (answer === undefined ? [{ path, key, request }] : []))
      : [],
  )
}

/** Why the run is paused; null while it is running. */
export function waitsFor(run: RunState): PauseRequest['kind'] | null {
  if (run.status !== 'paused') return null
  const kinds = openPendingInputs(Object.values(run.nodes)).map(({ request }) => request.kind)
  return (['approval', 'reconnect'] as const).find((kind) => kinds.includes(kind)) ?? 'timer'
}
