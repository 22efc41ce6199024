import { Graph as DagreGraph, layout } from '@dagrejs/dagre'
import { z } from 'zod'
import { type Block, blocksOf, type ToolGrid } from './blocks'
import { FIRST_PORT, hiddenEdges } from './drawn-line'
import type { LayoutInput } from './layout-input'
import { makeWay, type Part } from './make-way'
import { straighten } from './straighten'

export type LayoutResult = { id: string; x: number; y: number }[]

const GRID = 8
export const ROW_GAP = 40
export const COLUMN_GAP = 80
const TOOL_GRIDS: readonly ToolGrid[] = [
  { columns: 4, left: 2 },
  { columns: 4, left: 0 },
  { columns: 2, left: 1 },
]
/** In order of preference. */
const VARIANTS = (['upper', 'lower'] as const).flatMap((middle) => TOOL_GRIDS.map((grid) => ({ middle, grid })))
/** Larger graphs are laid out once, since that takes seconds. */
const MAX_NODES_TO_COMPARE = 150

/**
 * Lays out nodes left to right in flow order. Tools and models go below the node they are attached to, and
 * unconnected nodes into a grid below the rest. Several layouts are computed, and the one whose edges pass
 * behind the fewest nodes is used. Positions are top-left corners.
 */
export function layoutGraph(input: LayoutInput): LayoutResult {
  let best: { parts: Part[]; hidden: number } | undefined
  for (const variant of VARIANTS) {
    const placed = layoutWith(input, variant)
    const isLarge = input.nodes.length > MAX_NODES_TO_COMPARE
    const parts = isLarge ? placed : makeWay(placed, { edges: input.edges, gap: ROW_GAP })
    const hidden = hiddenEdges(input.edges, parts).length
    if (!best || hidden < best.hidden) best = { parts, hidden }
    if (hidden === 0 || isLarge) break
  }
  const top = Math.min(...(best?.parts ?? []).map(({ y }) => y))
  return (best?.parts ?? []).map(({ id, x, y }) => ({ id, x, y: y - top }))
}

function layoutWith({ nodes, edges }: LayoutInput, { grid, middle }: (typeof VARIANTS)[number]): Part[] {
  const sizes = new Map(nodes.map((node) => [node.id, node]))
  const { blocks, blockOf, offsetOf } = blocksOf({ nodes, edges }, { gap: ROW_GAP, grid })
  const links = edges.flatMap(({ from, to, fromY = FIRST_PORT, toY = FIRST_PORT }) => {
    const [a, b] = [blockOf(from), blockOf(to)]
    if (a === undefined || b === undefined || a === b) return []
    const [start, end] = [offsetOf(from), offsetOf(to)]
    const fromX = start.x + (sizes.get(from)?.width ?? 0)
    return [{ from: a, to: b, fromX, fromY: fromY + start.y, toX: end.x, toY: toY + end.y }]
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
  const heights = straighten(placed, lines, { gap: ROW_GAP, middle })
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
    return block.members.map(({ id, x, y }) => {
      const { width = 0, height = 0 } = sizes.get(id) ?? {}
      return { id, width, height, x: toGrid(corner.x + x), y: toGrid(corner.y + y), block: block.id }
    })
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

function placeInGrid(blocks: readonly Block[], { top, corners }: Grid): void {
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
