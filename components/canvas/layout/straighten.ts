import type { Box } from './drawn-line'
import { monotone } from './monotone'

/** An edge with the height at which it leaves and enters, from the top of each node. */
export interface Line {
  from: string
  to: string
  fromY: number
  toY: number
  /** Points at which the edge passes the columns in between. */
  via: readonly { x: number; y: number }[]
}

/** A node, or the point at which a long edge passes a column. */
interface Item {
  x: number
  y: number
  height: number
  isNode: boolean
  /** Connected items in columns to the left and right, and the distance of this item's top from theirs. */
  left: Link[]
  right: Link[]
}
interface Link {
  item: Item
  distance: number
}

export interface Options {
  gap: number
  /** Which of two middle edges of a node is made straight. */
  middle: 'upper' | 'lower'
}

const SWEEPS = 8
/** An item without links gives way to items with links. */
const UNLINKED_WEIGHT = 0.05
/** Space around a passing edge. */
const EDGE_GAP = 16

/**
 * Moves the nodes of each column up and down until their edges run as straight as possible, in the order and with the
 * gap that they have. Long edges keep a lane between the nodes that they pass.
 */
export function straighten(
  nodes: readonly Box[],
  lines: readonly Line[],
  { gap, middle }: Options,
): Map<string, number> {
  const items = new Map(nodes.map((node) => [node.id, itemOf(node.x + node.width / 2, node.y, node.height, true)]))
  const passing = lines.flatMap((line) => connect(items, line))
  const columns = [...Map.groupBy([...items.values(), ...passing], ({ x }) => Math.round(x))]
    .toSorted(([a], [b]) => a - b)
    .map(([, column]) => column.toSorted((a, b) => a.y + a.height / 2 - (b.y + b.height / 2)))
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const isForward = sweep % 2 === 0
    for (const column of isForward ? columns : columns.toReversed()) {
      align(column, (item) => (isForward ? item.left : item.right), { gap, middle })
    }
  }
  return new Map([...items].map(([id, { y }]) => [id, y]))
}

function itemOf(x: number, y: number, height: number, isNode: boolean): Item {
  return { x, y, height, isNode, left: [], right: [] }
}

/** Links both ends through the columns in between. Returns the points at which the edge passes them. */
function connect(items: ReadonlyMap<string, Item>, { from, to, fromY, toY, via }: Line): Item[] {
  const [source, target] = [items.get(from), items.get(to)]
  if (!source || !target) return []
  const waypoints = via
    .filter(({ x }) => x > source.x + 1 && x < target.x - 1)
    .filter(({ x }) => [...items.values()].some((item) => Math.abs(item.x - x) < 1))
    .map(({ x, y }) => itemOf(x, y, 0, false))
  const stops = [
    { item: source, edgeY: fromY },
    ...waypoints.map((item) => ({ item, edgeY: 0 })),
    { item: target, edgeY: toY },
  ]
  for (const [index, stop] of stops.slice(1).entries()) {
    const previousStop = stops[index]
    if (!previousStop) continue
    stop.item.left.push({ item: previousStop.item, distance: previousStop.edgeY - stop.edgeY })
    previousStop.item.right.push({ item: stop.item, distance: stop.edgeY - previousStop.edgeY })
  }
  return waypoints
}

function align(column: readonly Item[], linksOf: (item: Item) => readonly Link[], { gap, middle }: Options): void {
  let offset = 0
  const wantedPlaces = column.map((item, index) => {
    const above = column[index - 1]
    if (above) offset += above.height + (above.isNode && item.isNode ? gap : EDGE_GAP)
    const target = median(
      linksOf(item).map((link) => link.item.y + link.distance),
      middle,
    )
    return { offset, value: (target ?? item.y) - offset, weight: target === undefined ? UNLINKED_WEIGHT : 1 }
  })
  const values = monotone(wantedPlaces)
  for (const [index, item] of column.entries()) item.y = (values[index] ?? 0) + (wantedPlaces[index]?.offset ?? 0)
}

/** Uses one of the two middle values, because their mean would make neither edge straight. */
function median(values: readonly number[], middle: Options['middle']): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - (middle === 'upper' ? 1 : 0)) / 2)]
}
