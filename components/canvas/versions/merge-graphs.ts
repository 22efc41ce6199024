import { diffGraphs, edgeKey, type GraphDiff } from '@/lib/graph/diff/diff'
import { migrateGraph } from '@/lib/graph/format/migrate-graph'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { Place } from '../state/graph-edits'
import { nestingOf, type Size } from '../state/layout/nesting'

export type DiffStatus = 'added' | 'removed' | 'changed' | 'moved' | 'same'

export interface MergedGraph {
  /** The newer graph plus the removed elements at their old positions. All containers are expanded. */
  graph: Graph
  diff: GraphDiff
  statusOf: (nodeId: string) => DiffStatus
  /** The status of an edge by its id in the merged graph. */
  edgeStatusOf: (edgeId: string) => DiffStatus
}

/** Number of shifts after which a removed node stays below the others. */
const MAX_SHIFTS = 40
const GAP = 24

export function mergeGraphs(storedBefore: Graph, storedAfter: Graph, manifests: ManifestLookup): MergedGraph {
  const [before, after] = [migrateGraph(storedBefore, manifests), migrateGraph(storedAfter, manifests)]
  const diff = diffGraphs(before, after)
  const { added, removed, changed, moved } = diff.nodes
  const nodes = [...after.nodes, ...removed].map(({ collapsed: _, ...node }) => node)
  const edges = new Map([...after.edges, ...diff.edges.removed].map((edge) => [edgeKey(edge), edge]))
  const graph: Graph = {
    schemaVersion: after.schemaVersion,
    nodes,
    edges: [...edges].map(([id, edge]) => ({ ...edge, id })),
  }
  const statuses = new Map<string, DiffStatus>([
    ...added.map(({ id }) => [id, 'added'] as const),
    ...removed.map(({ id }) => [id, 'removed'] as const),
    ...changed.map((change) => [change.after.id, 'changed'] as const),
    ...moved.map((change) => [change.after.id, 'moved'] as const),
  ])
  const edgeStatuses = new Map<string, DiffStatus>([
    ...diff.edges.added.map((edge) => [edgeKey(edge), 'added'] as const),
    ...diff.edges.removed.map((edge) => [edgeKey(edge), 'removed'] as const),
  ])
  return {
    graph: uncover(graph, new Set(removed.map(({ id }) => id)), manifests),
    diff,
    statusOf: (id) => statuses.get(id) ?? 'same',
    edgeStatusOf: (id) => edgeStatuses.get(id) ?? 'same',
  }
}

/** Moves a removed node down until it is visible. */
function uncover(graph: Graph, removed: ReadonlySet<string>, manifests: ManifestLookup): Graph {
  if (removed.size === 0) return graph
  const nesting = nestingOf(graph, manifests)
  const placed = graph.nodes.filter(({ id }) => !removed.has(id))
  const nodes = graph.nodes.map((node) => {
    if (!removed.has(node.id)) return node
    const others = placed.filter(({ parent }) => parent === node.parent)
    const seen = { ...node, position: freePlace(node, others, nesting.sizeOf) }
    placed.push(seen)
    return seen
  })
  return { ...graph, nodes }
}

function freePlace(node: GraphNode, others: readonly GraphNode[], sizeOf: (id: string) => Size): Place {
  let place = { ...node.position }
  const size = sizeOf(node.id)
  for (let shift = 0; shift < MAX_SHIFTS; shift += 1) {
    const cover = others.find((other) => overlaps(place, size, other.position, sizeOf(other.id)))
    if (!cover) return place
    place = { x: place.x, y: cover.position.y + sizeOf(cover.id).height + GAP }
  }
  return { ...node.position }
}

function overlaps(a: Place, aSize: Size, b: Place, bSize: Size): boolean {
  const overlapsInX = a.x < b.x + bSize.width && b.x < a.x + aSize.width
  const overlapsInY = a.y < b.y + bSize.height && b.y < a.y + aSize.height
  return overlapsInX && overlapsInY
}
