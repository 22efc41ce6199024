export interface Placed {
  id: string
  x: number
  y: number
  width: number
  height: number
}

/** An edge with the height at which it leaves and enters, from the top of each node. */
export interface Line {
  from: string
  to: string
  fromY: number
  toY: number
}

const SWEEPS = 4

/**
 * Moves nodes up and down within their free space until their edges run as straight as possible. Nodes keep their
 * order and their distance, so none overlaps another.
 */
export function straighten(nodes: readonly Placed[], lines: readonly Line[], gap: number): Map<string, number> {
  const places = new Map(nodes.map((node) => [node.id, { ...node }]))
  const before = Map.groupBy(lines, ({ to }) => to)
  const after = Map.groupBy(lines, ({ from }) => from)
  const order = nodes.toSorted((a, b) => a.x - b.x || a.y - b.y)
  const beside = neighbours(nodes, gap)
  const place = (id: string) => places.get(id) ?? { y: 0, height: 0 }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const isForward = sweep % 2 === 0
    for (const { id } of isForward ? order : order.toReversed()) {
      const wanted = isForward
        ? before.get(id)?.map((line) => place(line.from).y + line.fromY - line.toY)
        : after.get(id)?.map((line) => place(line.to).y + line.toY - line.fromY)
      const node = places.get(id)
      const target = median(wanted ?? [])
      if (!node || target === undefined) continue
      const { over = [], under = [] } = beside.get(id) ?? {}
      const least = Math.max(...over.map((other) => place(other).y + place(other).height + gap))
      const most = Math.min(...under.map((other) => place(other).y - gap - node.height))
      if (least <= most) node.y = Math.min(Math.max(target, least), most)
    }
  }
  return new Map([...places.values()].map(({ id, y }) => [id, y]))
}

/** For each node, those that are above and below it and share a part of its width. */
function neighbours(nodes: readonly Placed[], gap: number) {
  return new Map(
    nodes.map((node) => {
      const beside = nodes.filter(
        (other) => other.id !== node.id && other.x < node.x + node.width + gap && node.x < other.x + other.width + gap,
      )
      const isOver = (other: Placed) => other.y < node.y || (other.y === node.y && other.id < node.id)
      const over = beside.filter(isOver).map(({ id }) => id)
      const under = beside.filter((other) => !isOver(other)).map(({ id }) => id)
      return [node.id, { over, under }]
    }),
  )
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor((sorted.length - 1) / 2)
  const [low, high] = [sorted[middle], sorted[Math.ceil((sorted.length - 1) / 2)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
