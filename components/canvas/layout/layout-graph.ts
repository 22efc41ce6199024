import { Graph as DagreGraph, layout } from '@dagrejs/dagre'
import { z } from 'zod'
import { blocksOf } from './blocks'
import type { LayoutInput } from './layout-input'
import { straighten } from './straighten'

export type LayoutResult = { id: string; x: number; y: number }[]

const GRID = 8
export const ROW_GAP = 40
export const COLUMN_GAP = 80
/** Height of a card's first port, for edges that do not name theirs. */
const FIRST_PORT = 63

/**
 * Lays out nodes left to right in flow order. Tools and models go below the node they are attached to, and unconnected
 * nodes into a grid below the rest. Positions are top-left corners.
 */
export function layoutGraph({ nodes, edges }: LayoutInput): LayoutResult {
  const { blocks, blockOf, offsetOf } = blocksOf({ nodes, edges }, ROW_GAP)
  const links = edges.flatMap(({ from, to, fromY = FIRST_PORT, toY = FIRST_PORT }) => {
    const [a, b] = [blockOf(from), blockOf(to)]
    if (a === undefined || b === undefined || a === b) return []
    return [{ from: a, to: b, fromY: fromY + offsetOf(from).y, toY: toY + offsetOf(to).y }]
  })
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]))
  const flow = new DagreGraph()
  flow.setGraph({ rankdir: 'LR', nodesep: ROW_GAP, ranksep: COLUMN_GAP, marginx: 0, marginy: 0 })
  flow.setDefaultEdgeLabel(() => ({}))
  for (const { id, width, height } of blocks) if (linked.has(id)) flow.setNode(id, { width, height })
  for (const { from, to } of links) flow.setEdge(from, to)
  layout(flow)
  const placed = blocks.flatMap(({ id, width, height }) => {
    if (!linked.has(id)) return []
    const { x, y } = flow.node(id)
    return [{ id, x: Number(x) - width / 2, y: Number(y) - height / 2, width, height }]
  })
  const lines = links.map((link) => ({ ...link, via: pointsOf(flow.edge(link.from, link.to)) }))
  const heights = straighten(placed, lines, ROW_GAP)
  const top = Math.min(...heights.values())
  const corners = new Map<string, { x: number; y: number }>()
  let bottom = 0
  for (const { id, x, height } of placed) {
    const y = (heights.get(id) ?? 0) - top
    corners.set(id, { x, y })
    bottom = Math.max(bottom, y + height + ROW_GAP)
  }
  placeInGrid(
    blocks.filter(({ id }) => !linked.has(id)),
    { top: bottom, corners },
  )
  return blocks.flatMap((block) => {
    const corner = corners.get(block.id) ?? { x: 0, y: 0 }
    return block.members.map(({ id, x, y }) => ({ id, x: toGrid(corner.x + x), y: toGrid(corner.y + y) }))
  })
}

const Routed = z.object({ points: z.array(z.object({ x: z.number(), y: z.number() })) })

/** The points of an edge that dagre has laid out, which are missing in its type. */
function pointsOf(edge: unknown): { x: number; y: number }[] {
  const found = Routed.safeParse(edge)
  return found.success ? found.data.points : []
}

interface Grid {
  top: number
  corners: Map<string, { x: number; y: number }>
}

function placeInGrid(blocks: readonly { id: string; width: number; height: number }[], { top, corners }: Grid): void {
  const columns = Math.max(3, Math.ceil(Math.sqrt(blocks.length)))
  const width = Math.max(0, ...blocks.map((block) => block.width)) + COLUMN_GAP
  let y = top
  for (let start = 0; start < blocks.length; start += columns) {
    const row = blocks.slice(start, start + columns)
    for (const [column, { id }] of row.entries()) corners.set(id, { x: column * width, y })
    y += Math.max(...row.map(({ height }) => height)) + ROW_GAP
  }
}

function toGrid(value: number): number {
  return Math.round(value / GRID) * GRID
}
