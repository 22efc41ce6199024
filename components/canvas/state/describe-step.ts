import { canonicalJson } from '@/lib/graph/format/canonical'
import type { Graph, GraphNode } from '@/lib/graph/graph'

export const STEP_KINDS = [
  'add',
  'delete',
  'connect',
  'disconnect',
  'rename',
  'change',
  'move',
  'resize',
  'switch',
  'pin',
  'lock',
  'color',
  'extract',
  'inline',
  'wrap',
  'unwrap',
  'restore',
  'edit',
] as const
export type StepKind = (typeof STEP_KINDS)[number]

/** Describes a history step: `delete 3 nodes`, `change Prompt`. */
export interface StepSummary {
  kind: StepKind
  /** Number of changed nodes, or of edges if only edges changed. */
  count: number
  /** The label if only one node changed; after a rename the new label. */
  label: string | null
}

/**
 * Names a step by the difference between two graphs. Graphs share unchanged nodes, so only different objects are
 * compared. Adding takes precedence over connecting, because an inserted node brings its edges.
 */
export function describeStep(before: Graph, after: Graph): StepSummary {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const now = new Map(after.nodes.map((node) => [node.id, node]))
  const added = after.nodes.filter(({ id }) => !old.has(id))
  const removed = before.nodes.filter(({ id }) => !now.has(id))
  const swapped = added.length > 0 && removed.length > 0 ? swap(removed, added) : null
  if (swapped) return swapped
  if (added.length > 0) return summary('add', added)
  if (removed.length > 0) return summary('delete', removed)
  const changed = after.nodes.filter((node) => old.get(node.id) !== node)
  if (changed.length > 0) {
    const kinds = new Set(changed.map((node) => kindOf(old.get(node.id), node)))
    const [kind] = kinds
    return summary(kinds.size === 1 && kind !== undefined ? kind : 'edit', changed)
  }
  const edges = { before: new Set(before.edges), after: new Set(after.edges) }
  const addedEdges = after.edges.filter((edge) => !edges.before.has(edge)).length
  const removedCount = before.edges.filter((edge) => !edges.after.has(edge)).length
  return { kind: addedEdges > 0 ? 'connect' : 'disconnect', count: Math.max(addedEdges, removedCount), label: null }
}

/** Nodes that became a sub-app, or a sub-app that became nodes. */
function swap(removed: readonly GraphNode[], added: readonly GraphNode[]): StepSummary | null {
  const isApp = (nodes: readonly GraphNode[]) => nodes.length === 1 && nodes[0]?.type === 'sub-app'
  if (isApp(added)) return summary('extract', added)
  return isApp(removed) ? summary('inline', removed) : null
}

function kindOf(before: GraphNode | undefined, after: GraphNode): StepKind {
  if (!before || before.config !== after.config || before.policy !== after.policy) return 'change'
  if (before.label !== after.label) return 'rename'
  if (Boolean(before.locked) !== Boolean(after.locked)) return 'lock'
  if (before.color !== after.color) return 'color'
  if (Boolean(before.disabled) !== Boolean(after.disabled)) return 'switch'
  if (canonicalJson(before.pinned ?? null) !== canonicalJson(after.pinned ?? null)) return 'pin'
  if (before.size !== after.size || before.collapsed !== after.collapsed) return 'resize'
  return 'move'
}

function summary(kind: StepKind, nodes: readonly GraphNode[]): StepSummary {
  return { kind, count: nodes.length, label: nodes.length === 1 ? (nodes[0]?.label ?? null) : null }
}
