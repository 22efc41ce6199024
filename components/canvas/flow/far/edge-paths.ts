import { Position } from '@xyflow/react'
import type { GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { FlowEdge, FlowNode } from '../../state/flow-elements'
import type { Place } from '../../state/graph-edits'
import { outputKind } from '../../state/ports/port-kind'
import { bindPath, hasBus } from '../bind-path'
import { portColor } from '../nodes/port-color'

export interface EdgePathsInput {
  /** Containers come before the nodes inside them. */
  nodes: readonly FlowNode[]
  edges: readonly FlowEdge[]
  nodeById: ReadonlyMap<string, GraphNode>
  manifests: ManifestLookup
}

interface End extends Place {
  isBind: boolean
}

export interface EdgePath {
  color: string
  path: string
}

/** Draws all edges of one color as a single path. Selected edges come last, on top. */
export function edgePaths({ nodes, edges, nodeById, manifests }: EdgePathsInput): EdgePath[] {
  const corners = new Map<string, Place>()
  const ends = new Map<string, Map<string | null, End>>()
  for (const node of nodes) {
    const parentCorner = node.parentId === undefined ? undefined : corners.get(node.parentId)
    const corner = { x: node.position.x + (parentCorner?.x ?? 0), y: node.position.y + (parentCorner?.y ?? 0) }
    corners.set(node.id, corner)
    ends.set(node.id, new Map(portPlaces(node, corner)))
  }
  const byColor = new Map<string, string[]>()
  for (const edge of edges) {
    const from = ends.get(edge.source)?.get(`source ${edge.sourceHandle}`)
    const to = ends.get(edge.target)?.get(`target ${edge.targetHandle}`)
    if (edge.hidden || !from || !to) continue
    const color = edge.selected
      ? 'var(--accent)'
      : portColor(outputKind(nodeById.get(edge.source), edge.sourceHandle, manifests))
    const curves = byColor.get(color)
    if (curves) curves.push(curve(from, to))
    else byColor.set(color, [curve(from, to)])
  }
  const paths = [...byColor].map(([color, curves]) => ({ color, path: curves.join('') }))
  return paths.toSorted((a, b) => Number(a.color === 'var(--accent)') - Number(b.color === 'var(--accent)'))
}

function portPlaces({ handles = [] }: FlowNode, corner: Place): [string, End][] {
  return handles.map(({ id, type, position, x, y, width = 0, height = 0 }) => [
    `${type} ${id}`,
    { x: corner.x + x + width / 2, y: corner.y + y + height / 2, isBind: position === Position.Top },
  ])
}

/** Bezier curves like React Flow's: to the right, looping back if the target is to the left. */
function curve(from: End, to: End): string {
  // Capabilities are plugged in from below: their edges start upwards.
  if (from.isBind) {
    const ends = { sourceX: from.x, sourceY: from.y, targetX: to.x, targetY: to.y }
    if (hasBus(ends)) return bindPath(ends)
    const rise = Math.round(Math.max(24, Math.abs(from.y - to.y) / 2))
    return `M${from.x} ${from.y}C${from.x} ${from.y - rise} ${to.x} ${to.y + rise} ${to.x} ${to.y}`
  }
  const distance = to.x - from.x
  const bend = Math.round(distance >= 0 ? distance / 2 : 6.25 * Math.sqrt(-distance))
  return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`
}
