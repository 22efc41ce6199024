import type { NodeState, RunState } from '@/lib/engine/state/run-state'

/**
 * Node states by node id. The node's own step takes precedence over its calls as a tool; of those, the last one counts.
 */
export function indexNodeStates(run: RunState, before: ReadonlyMap<string, NodeState>): ReadonlyMap<string, NodeState> {
  const index = new Map<string, NodeState>()
  for (const state of Object.values(run.nodes)) {
    const existing = index.get(state.nodeId)
    if (!existing || existing.path.length > 1) index.set(state.nodeId, state)
  }
  const same = index.size === before.size && [...index].every(([id, state]) => before.get(id) === state)
  return same ? before : index
}
