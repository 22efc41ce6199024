import type { Json, JsonObject } from '@/lib/core/json'
import type { NodeState, NodeStatus, RunState } from '@/lib/engine/state/run-state'
import { canonicalJson } from '@/lib/graph/format/canonical'

/** Metrics of a node or a whole run. */
export interface ComparedRun {
  tokens: number
  /** Micro-dollars, as far as prices are known. */
  costMicros: number
  hasUnknownCost: boolean
}

/** A node in one of the runs. */
export interface NodeSide extends ComparedRun {
  status: NodeStatus
  outputs: JsonObject | null
  durationMs: number | null
  isReused: boolean
}

export interface NodePair {
  key: string
  path: string[]
  before: NodeSide | null
  after: NodeSide | null
  isSame: boolean
}

export interface ComparedRuns {
  outputs: { name: string; before: Json | undefined; after: Json | undefined; isSame: boolean }[]
  nodes: NodePair[]
  /** Includes reused results as if they had run. */
  whole: { before: ComparedRun; after: ComparedRun }
}

/**
 * Compares two runs step by step. A reused step counts with its original metrics, so that the comparison is independent
 * of which run came first.
 */
export function compareRuns(before: RunState, after: RunState): ComparedRuns {
  const keys = [...new Set([...Object.keys(before.nodes), ...Object.keys(after.nodes)])]
  const nodes = keys.map((key) => comparePair(key, before.nodes[key], after.nodes[key]))
  const names = [...new Set([...Object.keys(before.outputs ?? {}), ...Object.keys(after.outputs ?? {})])]
  return {
    outputs: names.map((name) => {
      const [a, b] = [before.outputs?.[name], after.outputs?.[name]]
      return { name, before: a, after: b, isSame: isSame(a, b) }
    }),
    nodes,
    whole: {
      before: sumOf(nodes.flatMap((pair) => pair.before ?? [])),
      after: sumOf(nodes.flatMap((pair) => pair.after ?? [])),
    },
  }
}

function comparePair(key: string, a: NodeState | undefined, b: NodeState | undefined): NodePair {
  const before = a ? sideOf(a, b) : null
  const after = b ? sideOf(b, a) : null
  // A node that ran on one side only is different.
  const hasSameStatus = before !== null && before.status === after?.status
  return { key, path: (b ?? a)?.path ?? [], before, after, isSame: hasSameStatus && isSame(a?.outputs, b?.outputs) }
}

function sideOf(state: NodeState, other: NodeState | undefined): NodeSide {
  const ran = state.pinned && other && !other.pinned ? other : state
  return {
    status: state.status,
    outputs: state.outputs,
    durationMs: ran.durationMs,
    isReused: state.pinned,
    tokens: ran.usage.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
    costMicros: ran.usage.reduce((sum, { costMicros }) => sum + (costMicros ?? 0), 0),
    hasUnknownCost: ran.usage.some(({ costMicros }) => costMicros === null),
  }
}

function sumOf(sides: readonly ComparedRun[]): ComparedRun {
  return {
    tokens: sides.reduce((sum, { tokens }) => sum + tokens, 0),
    costMicros: sides.reduce((sum, { costMicros }) => sum + costMicros, 0),
    hasUnknownCost: sides.some(({ hasUnknownCost }) => hasUnknownCost),
  }
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return canonicalJson(a) === canonicalJson(b)
}
