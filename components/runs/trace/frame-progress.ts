import type { RunState } from '@/lib/engine/state/run-state'
import { framesByStep, hasFailedForGood, statusOf } from './trace-rows'

export interface FrameProgress {
  /** Completed frames. */
  done: number
  failed: number
  /** The number of items of a Map; null if unknown. */
  total: number | null
}

export type ProgressByNode = ReadonlyMap<string, FrameProgress>

/** Progress of each top-level container. Unchanged ones keep their object. */
export function frameProgress(run: Pick<RunState, 'nodes'>, before: ProgressByNode): ProgressByNode {
  const found = new Map<string, FrameProgress>()
  for (const [key, frames] of framesByStep(run)) {
    const step = run.nodes[key]
    if (!step || ![...frames.values()].every(({ name }) => /^\d+$/.test(name))) continue
    const statuses = [...frames.values()].map(({ nodes }) => statusOf(nodes))
    const items = step.inputs?.items
    const progress = {
      done: statuses.filter((status) => status !== 'running' && status !== 'paused').length,
      failed: [...frames.values()].filter(({ nodes }) => nodes.some(hasFailedForGood)).length,
      total: Array.isArray(items) ? items.length : null,
    }
    const existing = before.get(step.nodeId)
    found.set(step.nodeId, existing && isSame(existing, progress) ? existing : progress)
  }
  const same = found.size === before.size && [...found].every(([id, progress]) => before.get(id) === progress)
  return same ? before : found
}

function isSame(a: FrameProgress, b: FrameProgress): boolean {
  return a.done === b.done && a.failed === b.failed && a.total === b.total
}
