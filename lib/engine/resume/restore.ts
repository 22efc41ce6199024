import type { JsonObject } from '@/lib/core/json'
import type { Frame } from '../frames/frame'
import type { RunSession } from '../run/run-session'

const NOTHING: ReadonlyMap<number, JsonObject | null> = new Map()

/**
 * Known results of a frame's steps. A new run based on an older one emits them as its own; a
 * resumed run has already emitted them.
 */
export function restore(session: RunSession, { plan, scope }: Frame): ReadonlyMap<number, JsonObject | null> {
  const { memory, execution } = session
  if (memory.isEmpty) return NOTHING
  const settled = new Map<number, JsonObject | null>()
  for (const node of plan.nodes) {
    const path = [...scope.path, node.id]
    const end = node.isStep ? (memory.endOf(path) ?? recordedEnd(session, scope.path, node.id)) : undefined
    if (!end) continue
    const { outputs, isEmitted } = end
    settled.set(node.index, outputs)
    if (isEmitted) continue
    if (scope.isRetryable) memory.noteEnd(path, outputs)
    const location = { path, nodeId: node.id, atMs: execution.now() }
    if (outputs) session.emit({ type: 'node-end', outputs, durationMs: 0, pinned: true, ...location })
    else session.emit({ type: 'node-skip', ...location })
  }
  return settled
}

/** A recorded result of a step inside a container, which applies to each of its rounds. */
function recordedEnd({ execution }: RunSession, scopePath: readonly string[], nodeId: string) {
  const outputs = scopePath.length > 0 ? execution.seed?.toolOutputs?.get(nodeId) : undefined
  return outputs && { outputs, isEmitted: false }
}
