import { raiseInternal } from '@/lib/core/internal-error'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { boundsOf } from '../editing/group-box'
import { addEdge, makeNode, moveNodes } from '../state/graph-edits'
import { frameInset } from '../state/layout/card-size'
import { relativeTo, withParent } from '../state/layout/move-into'
import { nestingOf } from '../state/layout/nesting'
import { cardPorts } from '../state/ports/card-ports'
import { type Crossing, findCrossings } from '../sub-app/crossings'
import { lastOutput } from '../sub-app/last-output'
import { rewriteReferences } from '../sub-app/rewrite-references'
import { type ContainerShape, shapeOf, type Wrapper } from './container-shape'
import { whyNotWrap } from './why-not-wrap'

export type WrapResult = { ok: true; graph: Graph; id: string; count: number } | { ok: false; reason: string }

/**
 * Wraps the selected nodes in a new container. The incoming value becomes the container's list or state, and the value
 * read outside becomes its result. Other values are still read from outside.
 */
export function wrapNodes(
  graph: Graph,
  manifests: ManifestLookup,
  selected: readonly string[],
  type: Wrapper,
): WrapResult {
  const nesting = nestingOf(graph, manifests)
  const inside = nesting.withInside(selected)
  const view = viewGraph(graph, manifests)
  const crossings = findCrossings(view, inside)
  const reason = whyNotWrap(view, inside, crossings)
  if (reason !== null) return { ok: false, reason }
  const tops = graph.nodes.filter(({ id }) => inside.has(id) && !inside.has(nesting.parentOf(id) ?? ''))
  const placed = place(graph, manifests, { tops, type })
  const shape = shapeOf(placed.container, manifests) ?? raiseInternal(`${type} is no container.`)
  const incoming = mainValue(crossings.into)
  const [read] = crossings.out.length > 0 ? crossings.out : lastOutput(view, inside)
  const wired = wire(placed.graph, manifests, { inside, id: placed.container.id, shape, incoming, read })
  return { ok: true, graph: wired, id: placed.container.id, count: tops.length }
}

/** The container is placed at the nodes' position; the nodes and everything right of them make room for its border. */
function place(graph: Graph, manifests: ManifestLookup, { tops, type }: { tops: GraphNode[]; type: Wrapper }) {
  const { placeOf, sizeOf, parentOf, childrenOf } = nestingOf(graph, manifests)
  const manifest = manifests(type) ?? raiseInternal(`Unknown node type ${type}.`)
  const parent = parentOf(tops[0]?.id ?? '')
  const box = boundsOf(tops.map(({ id }) => ({ ...placeOf(id), ...sizeOf(id) })))
  const newNode = makeNode(graph, manifest, box)
  const inset = frameInset(cardPorts(graph, manifests, newNode))
  const corner = { x: box.x, y: box.y - inset.top }
  const around = parent === undefined ? undefined : placeOf(parent)
  const container: GraphNode = {
    ...withParent(newNode, parent, relativeTo(corner, around)),
    size: { width: inset.left + box.width + inset.right, height: inset.top + box.height + inset.bottom },
  }
  const ids = new Set(tops.map(({ id }) => id))
  const nodes = graph.nodes.map((node) => {
    if (!ids.has(node.id)) return node
    const { x, y } = relativeTo(placeOf(node.id), corner)
    return withParent(node, container.id, { x: x + inset.left, y })
  })
  const right = relativeTo({ x: box.x + box.width, y: 0 }, around).x
  const beside = childrenOf(parent).filter(({ id, locked, position }) => !ids.has(id) && !locked && position.x >= right)
  const moved = moveNodes(
    { ...graph, nodes: [container, ...nodes] },
    new Map(beside.map(({ id, position }) => [id, { x: position.x + inset.left + inset.right, y: position.y }])),
  )
  return { graph: moved, container }
}

/** For a Map, a list is preferred over a single value, and a value that all nodes need over one that some need. */
function mainValue(into: readonly Crossing[]): Crossing | undefined {
  const lists = new Set(['documents', 'messages', 'json', 'any'])
  const isList = ({ port }: Crossing) => port.list === true || lists.has(port.kind)
  return into.find(isList) ?? into[0]
}

interface Wiring {
  inside: ReadonlySet<string>
  id: string
  shape: ContainerShape
  incoming: Crossing | undefined
  read: Crossing | undefined
}

function wire(graph: Graph, manifests: ManifestLookup, { inside, id, shape, incoming, read }: Wiring): Graph {
  const entering = new Set(incoming?.edges.map(({ edge }) => edge.id))
  const leaving = new Set(read?.edges.map(({ edge }) => edge.id))
  const ofInside = new Map(incoming ? [[refOf(incoming.source), `${id}.${shape.item}`]] : [])
  const ofOutside = new Map(read ? [[refOf(read.source), `${id}.${shape.gives}`]] : [])
  const nodes = graph.nodes.map((node) => {
    if (node.id === id) return node
    return rewriteReferences(node, inside.has(node.id) ? ofInside : ofOutside, manifests)
  })
  // Edges keep their list order, because the first live one wins.
  const edges = graph.edges.map((edge) => {
    if (entering.has(edge.id)) return { ...edge, from: { node: id, port: shape.item } }
    return leaving.has(edge.id) ? { ...edge, from: { node: id, port: shape.gives } } : edge
  })
  let wired: Graph = { ...graph, nodes, edges }
  if (incoming) wired = addEdge(wired, incoming.source, { node: id, port: shape.takes })
  return read ? addEdge(wired, read.source, { node: id, port: shape.result }) : wired
}

function refOf({ node, port }: Crossing['source']): string {
  return `${node}.${port}`
}
