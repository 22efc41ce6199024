import type { NodeChange } from '@xyflow/react'
import type { Graph } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { FlowNode } from '../state/flow-elements'
import { isGroup } from '../state/is-group'
import { groupMembers } from './group-box'

export interface MoveAlongInput {
  /** State at the start of the drag: a frame moves the nodes that were inside it then. */
  graph: Graph
  nodes: readonly FlowNode[]
  manifests: ManifestLookup
}

/** Adds moves for the nodes inside moved frames. Locked nodes stay. */
export function moveAlong(changes: NodeChange<FlowNode>[], input: MoveAlongInput): NodeChange<FlowNode>[] {
  const { graph, nodes, manifests } = input
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const moved = new Set(changes.flatMap((change) => (change.type === 'position' ? [change.id] : [])))
  if (![...moved].some((id) => isGroup(byId.get(id)))) return changes
  const flowById = new Map(nodes.map((node) => [node.id, node]))
  const additions: NodeChange<FlowNode>[] = []
  for (const change of changes) {
    if (change.type !== 'position' || !change.position || !isGroup(byId.get(change.id))) continue
    const from = byId.get(change.id)?.position
    if (!from) continue
    const step = { x: change.position.x - from.x, y: change.position.y - from.y }
    for (const id of groupMembers(graph, manifests, change.id)) {
      const member = byId.get(id)
      if (moved.has(id) || !member || member.locked || !flowById.has(id)) continue
      moved.add(id)
      const position = { x: member.position.x + step.x, y: member.position.y + step.y }
      additions.push({ ...change, id, position })
    }
  }
  return [...changes, ...additions]
}
