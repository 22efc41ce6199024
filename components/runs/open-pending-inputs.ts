import type { PauseRequest } from '@/lib/engine/pauses/pause'
import type { NodeState, RunState } from '@/lib/engine/state/run-state'

export interface OpenWait {
  path: string[]
  key: string
  request: PauseRequest
}

/** What paused nodes wait for: questions and moments that no answer has come to. */
export function openWaits(nodes: Iterable<NodeState>): OpenWait[] {
  return [...nodes].flatMap(({ status, path, waits }) =>
    status === 'paused'
      ? waits.flatMap(({ key, request, answer }) => (answer === undefined ? [{ path, key, request }] : []))
      : [],
  )
}

/** Why the run stands still; null while it goes on. */
export function waitsFor(run: RunState): 'approval' | 'timer' | null {
  if (run.status !== 'paused') return null
  return openWaits(Object.values(run.nodes)).some(({ request }) => request.kind === 'approval') ? 'approval' : 'timer'
}
