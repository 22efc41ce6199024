import type { Graph } from '@/lib/graph/graph'

export const HISTORY_STEPS = 200
const COALESCE_MS = 1_500

/** Snapshots share all nodes that did not change, so a step costs what changed. */
export interface History {
  past: readonly Graph[]
  present: Graph
  future: readonly Graph[]
  /** Steps with the same key that follow each other closely are undone as one, such as typing in a field. */
  lastKey: string | null
  lastAtMs: number
}

export interface HistoryStep {
  graph: Graph
  key?: string | undefined
  atMs: number
}

export function startHistory(graph: Graph): History {
  return { past: [], present: graph, future: [], lastKey: null, lastAtMs: 0 }
}

export function pushStep(history: History, { graph, key, atMs }: HistoryStep): History {
  if (graph === history.present) return history
  const joins = key !== undefined && key === history.lastKey && atMs - history.lastAtMs < COALESCE_MS
  const past = joins ? history.past : [...history.past, history.present].slice(-HISTORY_STEPS)
  return { past, present: graph, future: [], lastKey: key ?? null, lastAtMs: atMs }
}

export function undoStep(history: History): History {
  const present = history.past.at(-1)
  if (!present) return history
  return {
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
    lastKey: null,
    lastAtMs: 0,
  }
}

export function redoStep(history: History): History {
  const [present, ...future] = history.future
  if (!present) return history
  return { past: [...history.past, history.present], present, future, lastKey: null, lastAtMs: 0 }
}
