import type { JsonObject } from '@/lib/core/json'
import type { Plan } from '@/lib/graph/plan'
import type { RunError } from './events'
import type { Frame } from './frame'
import { pathKey } from './path-key'
import type { RunSession } from './run-session'

/**
 * Results of a frame's steps that are known from earlier events. A new run made from an older one shows them as its own;
 * a resumed run has told of them already.
 */
export function restore(session: RunSession, { plan, scope }: Frame): Map<number, JsonObject | null> {
  const settled = new Map<number, JsonObject | null>()
  const { seed, execution } = session
  if (!seed || seed.completions.size === 0) return settled
  for (const node of plan.nodes) {
    const path = [...scope.path, node.id]
    const outputs = node.isStep ? seed.completions.get(pathKey(path)) : undefined
    if (outputs === undefined) continue
    settled.set(node.index, outputs)
    if (seed.resume) continue
    const at = { path, nodeId: node.id, atMs: execution.now() }
    if (outputs) session.emit({ type: 'node-end', outputs, durationMs: 0, pinned: true, ...at })
    else session.emit({ type: 'node-skip', ...at })
  }
  return settled
}

export function findFailure({ seed }: RunSession, plan: Plan, path: readonly string[]): RunError | null {
  if (!seed || seed.failures.size === 0) return null
  for (const node of plan.nodes) {
    const failure = seed.failures.get(pathKey([...path, node.id]))
    if (failure) return failure
  }
  return null
}
