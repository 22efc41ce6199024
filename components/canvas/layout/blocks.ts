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

/** Tools are placed side by side below their agent. */
const MAX_COLUMNS = 3

/** Nodes attached to exactly one other node are placed below it. All others are separate blocks. */
export function blocksOf({ nodes, edges }: LayoutInput, gap: number) {
  const sizes = new Map(nodes.map((node) => [node.id, node]))
  const hostOf = findHosts({ nodes, edges }, sizes)
  const guests = Map.groupBy(hostOf.keys(), (id) => hostOf.get(id))
  const build = (id: string): Block => {
    const { width = 0, height = 0 } = sizes.get(id) ?? {}
    const block: Block = { id, width, height, members: [{ id, x: 0, y: 0 }] }
    const plugged = (guests.get(id) ?? []).map(build)
    const rows: Block[][] = []
    for (let start = 0; start < plugged.length; start += MAX_COLUMNS)
      rows.push(plugged.slice(start, start + MAX_COLUMNS))
    block.width = Math.max(width, ...rows.map((row) => widthOf(row, gap)))
    // The node and the rows of its tools are centered.
    block.members = [{ id, x: (block.width - width) / 2, y: 0 }]
    for (const row of rows) {
      const y = block.height + gap
      let x = (block.width - widthOf(row, gap)) / 2
      for (const part of row) {
        block.members.push(...part.members.map((member) => ({ ...member, x: x + member.x, y: y + member.y })))
        block.height = Math.max(block.height, y + part.height)
        x += part.width + gap
      }
    }
    return block
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

function widthOf(row: readonly Block[], gap: number): number {
  return row.reduce((sum, { width }) => sum + width + gap, -gap)
}

function findHosts({ nodes, edges }: LayoutInput, known: ReadonlyMap<string, unknown>): Map<string, string> {
  const hosts = new Map<string, string>()
  for (const { id } of nodes) {
    const out = edges.filter((edge) => edge.from === id && edge.to !== id && known.has(edge.to))
    const [first] = out
    const isGuest = first && out.every((edge) => edge.isPlug && edge.to === first.to)
    if (isGuest && !isAround(first.to, id, hosts)) hosts.set(id, first.to)
  }
  return hosts
}

/** Whether `host` is already below `id`, to prevent cycles. */
function isAround(host: string, id: string, hosts: ReadonlyMap<string, string>): boolean {
  for (let at: string | undefined = host; at !== undefined; at = hosts.get(at)) if (at === id) return true
  return false
}
