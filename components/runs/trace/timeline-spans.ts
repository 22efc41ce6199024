import type { RunState } from '@/lib/engine/state/run-state'

export interface TimelineSpan {
  /** 0..1 of the run's duration. */
  start: number
  width: number
}

/** Position of each node's bar on the time axis. Nodes that never started have none. */
export function timelineSpans(state: RunState): ReadonlyMap<string, TimelineSpan> {
  const origin = state.startedAtMs ?? 0
  const nodes = Object.entries(state.nodes).filter(([, node]) => node.startedAtMs !== null)
  const ends = nodes.map(([, node]) => (node.startedAtMs ?? 0) - origin + (node.durationMs ?? 0))
  const total = Math.max(1, state.durationMs ?? 0, ...ends)
  return new Map(
    nodes.map(([key, node]) => {
      const start = Math.min(1, Math.max(0, ((node.startedAtMs ?? 0) - origin) / total))
      const share = node.durationMs === null ? 1 - start : node.durationMs / total
      return [key, { start, width: Math.min(1 - start, share) }]
    }),
  )
}
