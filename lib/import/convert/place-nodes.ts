import type { GraphEdge, GraphNode } from '@/lib/graph/graph'

const COLUMN = { width: 240, gap: 80 }
const ROW = { height: 130, gap: 50 }
/** Free space in a container, before its first node. */
const INSET = { x: 60, y: 90 }

interface Box {
  width: number
  height: number
}

/**
 * Lays nodes out from left to right by order, and within a column from top to bottom as in the file. Positions of other
 * builders would overlap, since one node often becomes two, and cards differ in size.
 */
export function placeNodes(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): GraphNode[] {
  const byParent = Map.groupBy(nodes, ({ parent }) => parent ?? '')
  const places = new Map<string, GraphNode['position']>()
  const boxes = new Map<string, Box>()
  const placeGroup = (parent: string): Box => {
    const group = byParent.get(parent) ?? []
    for (const { id } of group) boxes.set(id, byParent.has(id) ? grown(placeGroup(id)) : smallest())
    return placeColumns(group, edges, { boxes, places, isInner: parent !== '' })
  }
  placeGroup('')
  return nodes.map((node) => ({ ...node, position: places.get(node.id) ?? node.position }))
}

const smallest = (): Box => ({ width: COLUMN.width, height: ROW.height })
const grown = ({ width, height }: Box): Box => ({ width: width + INSET.x * 2 + COLUMN.width, height: height + INSET.y })

interface Placing {
  boxes: ReadonlyMap<string, Box>
  places: Map<string, GraphNode['position']>
  isInner: boolean
}

function placeColumns(group: readonly GraphNode[], edges: readonly GraphEdge[], placing: Placing): Box {
  const { boxes, places, isInner } = placing
  const notes = group.filter(({ type }) => type === 'note')
  const columns = Map.groupBy(
    group.filter(({ type }) => type !== 'note'),
    columnsOf(group, edges),
  )
  const origin = isInner ? { x: INSET.x + COLUMN.width / 2, y: INSET.y } : { x: 0, y: 0 }
  const total: Box = { width: 0, height: 0 }
  for (const column of [...columns.keys()].toSorted((a, b) => a - b)) {
    const members = (columns.get(column) ?? []).toSorted((a, b) => a.position.y - b.position.y)
    let y = 0
    for (const { id } of members) {
      places.set(id, { x: origin.x + total.width, y: origin.y + y })
      y += (boxes.get(id) ?? smallest()).height + ROW.gap
    }
    total.width += Math.max(...members.map(({ id }) => (boxes.get(id) ?? smallest()).width)) + COLUMN.gap
    total.height = Math.max(total.height, y)
  }
  for (const [index, { id }] of notes.toSorted((a, b) => a.position.x - b.position.x).entries())
    places.set(id, { x: origin.x + index * (COLUMN.width + COLUMN.gap), y: origin.y - ROW.height * 2 })
  return total
}

/** The column of a node is the length of the longest path to it; nodes in a cycle stay in the first columns. */
function columnsOf(group: readonly GraphNode[], edges: readonly GraphEdge[]): (node: GraphNode) => number {
  const ids = new Set(group.map(({ id }) => id))
  const inner = edges.filter(({ from, to }) => from.node !== to.node && ids.has(from.node) && ids.has(to.node))
  const targets = Map.groupBy(inner, ({ from }) => from.node)
  const incomingCounts = new Map<string, number>()
  for (const { to } of inner) incomingCounts.set(to.node, (incomingCounts.get(to.node) ?? 0) + 1)
  const columns = new Map<string, number>()
  const ready = [...ids].filter((id) => !incomingCounts.has(id))
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    const next = (columns.get(id) ?? 0) + 1
    for (const { to } of targets.get(id) ?? []) {
      columns.set(to.node, Math.max(columns.get(to.node) ?? 0, next))
      const left = (incomingCounts.get(to.node) ?? 1) - 1
      incomingCounts.set(to.node, left)
      if (left === 0) ready.push(to.node)
    }
  }
  return ({ id }) => columns.get(id) ?? 0
}
