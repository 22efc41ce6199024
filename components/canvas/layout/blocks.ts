import type { LayoutInput } from './layout-input'

interface Member {
  id: string
  /** Relative to the block's corner. */
  x: number
  y: number
}

/** A node with the tools and models attached only to it, laid out as one rectangle. */
export interface Block {
  id: string
  width: number
  height: number
  members: Member[]
}

/** How tools are placed below their agent. */
export interface ToolGrid {
  columns: number
  /** Columns to the left of the lane in which wires rise to the agent, if there is more than one row. */
  left: number
}

/** Space on both sides of the lane. */
const LANE_MARGIN = 20

interface Options {
  gap: number
  grid: ToolGrid
}

/** Nodes attached to exactly one other node are placed below it. All others are separate blocks. */
export function blocksOf({ nodes, edges }: LayoutInput, { gap, grid }: Options) {
  const sizes = new Map(nodes.map((node) => [node.id, node]))
  const hostOf = findHosts({ nodes, edges }, sizes)
  const guests = Map.groupBy(hostOf.keys(), (id) => hostOf.get(id))
  const build = (id: string): Block => {
    const { width = 0, height = 0 } = sizes.get(id) ?? {}
    const plugged = (guests.get(id) ?? []).map(build)
    const ports = edges.flatMap(({ from, to, toX }) => (hostOf.get(from) === id && to === id ? [toX ?? width / 2] : []))
    const lane = { from: Math.min(...ports) - LANE_MARGIN, to: Math.max(...ports) + LANE_MARGIN }
    const members: Member[] = [{ id, x: 0, y: 0 }]
    let bottom = height
    for (const row of rowsOf(plugged, grid.columns)) {
      const y = bottom + gap
      for (const [part, x] of placeRow(row, { lane, gap, grid, hasMore: plugged.length > grid.columns, width })) {
        members.push(...part.members.map((member) => ({ ...member, x: x + member.x, y: y + member.y })))
        bottom = Math.max(bottom, y + part.height)
      }
    }
    const boxes = members.map((member) => ({ ...member, right: member.x + (sizes.get(member.id)?.width ?? 0) }))
    const left = Math.min(...boxes.map(({ x }) => x))
    return {
      id,
      width: Math.max(...boxes.map(({ right }) => right)) - left,
      height: bottom,
      members: members.map((member) => ({ ...member, x: member.x - left })),
    }
  }
  const blocks = nodes.filter(({ id }) => !hostOf.has(id)).map(({ id }) => build(id))
  const owners = new Map(blocks.flatMap((block) => block.members.map((member) => [member.id, block.id])))
  const offsets = new Map(blocks.flatMap((block) => block.members.map((member) => [member.id, member])))
  return {
    blocks,
    blockOf: (id: string) => owners.get(id),
    offsetOf: (id: string): { x: number; y: number } => offsets.get(id) ?? { x: 0, y: 0 },
  }
}

function rowsOf(parts: readonly Block[], columns: number): Block[][] {
  const rows: Block[][] = []
  for (let start = 0; start < parts.length; start += columns) rows.push(parts.slice(start, start + columns))
  return rows
}

interface RowOptions extends Options {
  lane: { from: number; to: number }
  /** Whether there is more than one row, so that wires of lower rows pass the upper ones. */
  hasMore: boolean
  /** Positions from the left edge of the node that uses the tools. */
  width: number
}

/** Positions from the left edge of the node that uses the tools. */
function placeRow(row: readonly Block[], { lane, gap, grid, hasMore, width }: RowOptions): [Block, number][] {
  if (!hasMore) {
    const start = grid.left === 0 ? 0 : (width - widthOf(row, gap)) / 2
    return sideBySide(row, start, gap)
  }
  const left = row.slice(0, Math.min(grid.left, Math.ceil((row.length * grid.left) / grid.columns)))
  const rightRow = row.slice(left.length)
  return [...sideBySide(left, lane.from - widthOf(left, gap), gap), ...sideBySide(rightRow, lane.to, gap)]
}

function sideBySide(row: readonly Block[], start: number, gap: number): [Block, number][] {
  let x = start
  return row.map((part) => {
    const left = x
    x += part.width + gap
    return [part, left]
  })
}

function widthOf(row: readonly Block[], gap: number): number {
  return row.reduce((sum, { width }) => sum + width + gap, -gap)
}

function findHosts({ nodes, edges }: LayoutInput, nodeIds: ReadonlyMap<string, unknown>): Map<string, string> {
  const hosts = new Map<string, string>()
  for (const { id } of nodes) {
    const outgoing = edges.filter((edge) => edge.from === id && edge.to !== id && nodeIds.has(edge.to))
    const [first] = outgoing
    const isGuest = first && outgoing.every((edge) => edge.isPlug && edge.to === first.to)
    if (isGuest && !isAround(first.to, id, hosts)) hosts.set(id, first.to)
  }
  return hosts
}

/** Whether `host` is already below `id`, to prevent cycles. */
function isAround(host: string, id: string, hosts: ReadonlyMap<string, string>): boolean {
  for (let ancestor: string | undefined = host; ancestor !== undefined; ancestor = hosts.get(ancestor))
    if (ancestor === id) return true
  return false
}
