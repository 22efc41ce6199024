import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { freeLabel, makeNode, nodeIds, type Place } from '../state/graph-edits'
import { GROUP_TYPE, isGroup } from '../state/is-group'
import { withParent } from '../state/layout/move-into'
import { nestingOf, type Size } from '../state/layout/nesting'

/** Padding between the frame and its nodes. The top leaves room for the title. */
const MARGIN = 24
const TITLE_HEIGHT = 40

export type GroupResult = { ok: true; graph: Graph; id: string } | { ok: false; reason: 'nothing' | 'mixed' }

/** Adds a frame around sibling nodes: all at the top level, or all in one container. */
export function addGroup(graph: Graph, manifests: ManifestLookup, selected: readonly string[]): GroupResult {
  const manifest = manifests(GROUP_TYPE)
  const { placeOf, sizeOf, parentOf } = nestingOf(graph, manifests)
  const ids = selected.filter((id) => nodeIds(graph).has(id))
  if (ids.length === 0 || !manifest) return { ok: false, reason: 'nothing' }
  const parent = parentOf(ids[0] ?? '')
  if (ids.some((id) => parentOf(id) !== parent)) return { ok: false, reason: 'mixed' }
  const corner = parent === undefined ? { x: 0, y: 0 } : placeOf(parent)
  const box = boundsOf(ids.map((id) => ({ ...placeOf(id), ...sizeOf(id) })))
  const place = { x: box.x - MARGIN - corner.x, y: box.y - MARGIN - TITLE_HEIGHT - corner.y }
  const node: GraphNode = {
    ...withParent({ ...makeNode(graph, manifest, place), label: freeLabel(graph, manifest.label) }, parent, place),
    size: { width: Math.round(box.width + 2 * MARGIN), height: Math.round(box.height + 2 * MARGIN + TITLE_HEIGHT) },
  }
  // First in the list, so that it is drawn below everything else.
  return { ok: true, graph: { ...graph, nodes: [node, ...graph.nodes] }, id: node.id }
}

export function removeGroups(graph: Graph, selected: readonly string[]): Graph {
  const removedIds = new Set(selected)
  const nodes = graph.nodes.filter((node) => !(removedIds.has(node.id) && isGroup(node) && !node.locked))
  return nodes.length === graph.nodes.length ? graph : { ...graph, nodes }
}

/** Sibling nodes inside a frame. They move with it. */
export function groupMembers(graph: Graph, manifests: ManifestLookup, groupId: string): string[] {
  const { placeOf, sizeOf, parentOf, childrenOf } = nestingOf(graph, manifests)
  const frame = { ...placeOf(groupId), ...sizeOf(groupId) }
  const inside = ({ id }: GraphNode) => id !== groupId && contains(frame, { ...placeOf(id), ...sizeOf(id) })
  return childrenOf(parentOf(groupId)).flatMap((node) => (inside(node) ? [node.id] : []))
}

type Box = Place & Size

/** Heights are estimates until a card is drawn, so the center of a node decides whether it is in the frame. */
function contains(frame: Box, { x, y, width, height }: Box): boolean {
  const middle = { x: x + width / 2, y: y + height / 2 }
  return x >= frame.x && x + width <= frame.x + frame.width && middle.y >= frame.y && middle.y <= frame.y + frame.height
}

export function boundsOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}
