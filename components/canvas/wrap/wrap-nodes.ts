import { raiseInternal } from '@/lib/core/internal-error'
import type { Graph, GraphNode, PortRef } from '@/lib/graph/graph'
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
 * Wraps the selected nodes in a new container. One incoming value (see `mainValue`) becomes the container's list or
 * state, and the value that outside nodes read becomes its result. The wrapped nodes keep reading all other values
 * directly from outside the container. With `next`, this output becomes the result, and the caller connects the value
 * that enters.
 */
export function wrapNodes(
  graph: Graph,
  manifests: ManifestLookup,
  selected: readonly string[],
  type: Wrapper,
  next?: PortRef,
): WrapResult {
  const nesting = nestingOf(graph, manifests)
  const inside = nesting.withInside(selected)
  const view = viewGraph(graph, manifests)
  const crossings = findCrossings(view, inside)
  const reason = whyNotWrap(view, inside, crossings, next)
  if (reason !== null) return { ok: false, reason }
  const tops = graph.nodes.filter(({ id }) => inside.has(id) && !inside.has(nesting.parentOf(id) ?? ''))
  const placed = place(graph, manifests, { tops, type })
  const shape = shapeOf(placed.container, manifests) ?? raiseInternal(`${type} is not a container.`)
  const incoming = next ? undefined : mainValue(crossings.incoming)
  const [read] = crossings.outgoing
  const outgoing = read ?? (next ? { source: next, edges: [] } : lastOutput(view, inside)[0])
  const wired = wire(placed.graph, manifests, { inside, id: placed.container.id, shape, incoming, outgoing })
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
  const parentPosition = parent === undefined ? undefined : placeOf(parent)
  const container: GraphNode = {
    ...withParent(newNode, parent, relativeTo(corner, parentPosition)),
    size: { width: inset.left + box.width + inset.right, height: inset.top + box.height + inset.bottom },
  }
  const ids = new Set(tops.map(({ id }) => id))
  const nodes = graph.nodes.map((node) => {
    if (!ids.has(node.id)) return node
    const { x, y } = relativeTo(placeOf(node.id), corner)
    return withParent(node, container.id, { x: x + inset.left, y })
  })
  const right = relativeTo({ x: box.x + box.width, y: 0 }, parentPosition).x
  const siblings = childrenOf(parent).filter(
    ({ id, locked, position }) => !ids.has(id) && !locked && position.x >= right,
  )
  const moved = moveNodes(
    { ...graph, nodes: [container, ...nodes] },
    new Map(siblings.map(({ id, position }) => [id, { x: position.x + inset.left + inset.right, y: position.y }])),
  )
  return { graph: moved, container }
}

/** Prefers a list over a single value; otherwise the first value in graph order. */
function mainValue(incoming: readonly Crossing[]): Crossing | undefined {
  const lists = new Set(['documents', 'messages', 'json', 'any'])
  const isList = ({ port }: Crossing) => port.list === true || lists.has(port.kind)
  return incoming.find(isList) ?? incoming[0]
}

type Value = Pick<Crossing, 'source' | 'edges'>

interface Wiring {
  inside: ReadonlySet<string>
  id: string
  shape: ContainerShape
  incoming: Value | undefined
  outgoing: Value | undefined
}

function wire(graph: Graph, manifests: ManifestLookup, { inside, id, shape, incoming, outgoing }: Wiring): Graph {
  const entering = new Set(incoming?.edges.map(({ edge }) => edge.id))
  const leaving = new Set(outgoing?.edges.map(({ edge }) => edge.id))
  const renamesInside = new Map(incoming ? [[refOf(incoming.source), `${id}.${shape.innerOutput}`]] : [])
  const renamesOutside = new Map(outgoing ? [[refOf(outgoing.source), `${id}.${shape.output}`]] : [])
  const nodes = graph.nodes.map((node) => {
    if (node.id === id) return node
    return rewriteReferences(node, inside.has(node.id) ? renamesInside : renamesOutside, manifests)
  })
  // Edges keep their list order, because the first live one wins.
  const edges = graph.edges.map((edge) => {
    if (entering.has(edge.id)) return { ...edge, from: { node: id, port: shape.innerOutput } }
    return leaving.has(edge.id) ? { ...edge, from: { node: id, port: shape.output } } : edge
  })
  let wired: Graph = { ...graph, nodes, edges }
  if (incoming) wired = addEdge(wired, incoming.source, { node: id, port: shape.input })
  return outgoing ? addEdge(wired, outgoing.source, { node: id, port: shape.innerInput }) : wired
}

function refOf({ node, port }: PortRef): string {
  return `${node}.${port}`
}
