import type { Graph } from '@/lib/graph/graph'
import { describeStep, type StepSummary } from './describe-step'

export const HISTORY_STEPS = 200
const COALESCE_MS = 1_500

/** Snapshots share unchanged nodes, so a step costs only what changed. */
export interface History {
  past: readonly Graph[]
  present: Graph
  future: readonly Graph[]
  /** Consecutive steps with the same key within a short time are undone as one, such as typing in a field. */
  lastKey: string | null
  lastAtMs: number
  /** The cause of a step, if the difference does not imply it. */
  names: WeakMap<Graph, StepSummary>
}

export interface HistoryStep {
  graph: Graph
  key?: string | undefined
  name?: StepSummary | undefined
  atMs: number
}

export function startHistory(graph: Graph): History {
  return { past: [], present: graph, future: [], lastKey: null, lastAtMs: 0, names: new WeakMap() }
}

export function pushStep(history: History, { graph, key, name, atMs }: HistoryStep): History {
  if (graph === history.present) return history
  const joins = key !== undefined && key === history.lastKey && atMs - history.lastAtMs < COALESCE_MS
  const past = joins ? history.past : [...history.past, history.present].slice(-HISTORY_STEPS)
  if (name) history.names.set(graph, name)
  return { ...history, past, present: graph, future: [], lastKey: key ?? null, lastAtMs: atMs }
}

export function undoStep(history: History): History {
  const present = history.past.at(-1)
  if (!present) return history
  return {
    ...history,
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
  return { ...history, past: [...history.past, history.present], present, future, lastKey: null, lastAtMs: 0 }
}

/** Describes the step between two graphs of the history. */
export function nameStep({ names }: History, before: Graph, after: Graph): StepSummary {
  return names.get(after) ?? describeStep(before, after)
}
