import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { Place } from '../graph-edits'
import { isGroup } from '../is-group'
import { type CardPorts, cardPorts } from '../ports/card-ports'
import { portsOf } from '../ports/node-ports'
import { CARD_WIDTH, cardHeight, frameInset, leastFrameSize } from './card-size'

export interface Size {
  width: number
  height: number
}

/** Containment, positions and sizes of nodes and containers. */
export interface Nesting {
  /** Containers before their nodes, otherwise in graph order. */
  outerFirst: readonly GraphNode[]
  isContainer(id: string): boolean
  /** The container of the node; undefined at the top level, or if the stored parent is not a container. */
  parentOf(id: string): string | undefined
  childrenOf(id: string | undefined): readonly GraphNode[]
  /** The nodes with everything inside them. */
  withInside(ids: Iterable<string>): Set<string>
  /** Whether the node is hidden inside a collapsed container. */
  isFolded(id: string): boolean
  /** Canvas position. Stored positions are relative to the container. */
  placeOf(id: string): Place
  sizeOf(id: string): Size
  /** Minimum size of a container for its contents. */
  leastSizeOf(id: string): Size
  /** The innermost open container at this position, except excluded ones. */
  containerAt(place: Place, leftOut?: ReadonlySet<string>): string | undefined
}

const cache = new WeakMap<Graph, Nesting>()

/** Graphs are immutable, so the result is cached by object. */
export function nestingOf(graph: Graph, manifests: ManifestLookup): Nesting {
  const cached = cache.get(graph)
  if (cached) return cached
  const nesting = makeNesting(graph, manifests)
  cache.set(graph, nesting)
  return nesting
}

function makeNesting(graph: Graph, manifests: ManifestLookup): Nesting {
  const tree = makeTree(graph, manifests)
  const { nodes, parents, children, outerFirst, isContainer } = tree
  const sizes = new Map<string, Size>()
  const sizeOf = (id: string): Size => {
    const cached = sizes.get(id)
    if (cached) return cached
    const node = nodes.get(id)
    const ports = node ? cardPorts(graph, manifests, node) : undefined
    const isFrame = node && isContainer(id) && !node.collapsed
    const card = isGroup(node) && node?.size ? node.size : { width: CARD_WIDTH, height: cardHeight(ports) }
    const size = isFrame ? largest(node.size, leastSizeOf(id)) : card
    sizes.set(id, size)
    return size
  }
  const leastSizeOf = (id: string) => {
    const node = nodes.get(id)
    return fittingSize(node ? cardPorts(graph, manifests, node) : undefined, children.get(id) ?? [], sizeOf)
  }
  const placeOf = (id: string): Place => {
    const { x, y } = nodes.get(id)?.position ?? { x: 0, y: 0 }
    const parent = parents.get(id)
    if (parent === undefined) return { x, y }
    const corner = placeOf(parent)
    return { x: corner.x + x, y: corner.y + y }
  }
  const isFolded = (id: string): boolean => {
    const parent = parents.get(id)
    return parent !== undefined && (Boolean(nodes.get(parent)?.collapsed) || isFolded(parent))
  }
  const contains = (id: string, { x, y }: Place) => {
    const [corner, { width, height }] = [placeOf(id), sizeOf(id)]
    return x >= corner.x && y >= corner.y && x <= corner.x + width && y <= corner.y + height
  }
  return {
    outerFirst,
    isContainer,
    isFolded,
    placeOf,
    sizeOf,
    leastSizeOf,
    parentOf: (id) => parents.get(id),
    childrenOf: (id) => children.get(id) ?? [],
    withInside: (ids) => {
      const found = new Set(ids)
      for (const { id } of outerFirst) if (found.has(parents.get(id) ?? '')) found.add(id)
      return found
    },
    containerAt: (place, leftOut) =>
      outerFirst.findLast(
        ({ id, collapsed }) =>
          isContainer(id) && !collapsed && !isFolded(id) && !leftOut?.has(id) && contains(id, place),
      )?.id,
  }
}

function makeTree(graph: Graph, manifests: ManifestLookup) {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const isContainer = (id: string) => {
    const node = nodes.get(id)
    return node !== undefined && portsOf(node, manifests).inner !== undefined
  }
  const parents = new Map<string, string>()
  for (const node of graph.nodes) {
    if (node.parent !== undefined && isContainer(node.parent) && !isInCircle(node, nodes))
      parents.set(node.id, node.parent)
  }
  const children = new Map<string | undefined, GraphNode[]>()
  for (const node of graph.nodes) {
    const siblings = children.get(parents.get(node.id))
    if (siblings) siblings.push(node)
    else children.set(parents.get(node.id), [node])
  }
  const outerFirst = [...(children.get(undefined) ?? [])]
  for (let index = 0; index < outerFirst.length; index += 1)
    outerFirst.push(...(children.get(outerFirst[index]?.id ?? '') ?? []))
  return { nodes, parents, children, outerFirst, isContainer }
}

function isInCircle(start: GraphNode, nodes: ReadonlyMap<string, GraphNode>): boolean {
  const seen = new Set<string>()
  for (
    let node: GraphNode | undefined = start;
    node;
    node = node.parent === undefined ? undefined : nodes.get(node.parent)
  ) {
    if (seen.has(node.id)) return true
    seen.add(node.id)
  }
  return false
}

/** The minimum size that contains everything inside. */
function fittingSize(ports: CardPorts | undefined, children: readonly GraphNode[], sizeOf: (id: string) => Size): Size {
  const least = leastFrameSize(ports)
  const inset = frameInset(ports)
  const ends = children.map(({ id, position }) => {
    const { width, height } = sizeOf(id)
    return { width: position.x + width + inset.right, height: position.y + height + inset.bottom }
  })
  return ends.reduce(largest, least)
}

function largest(a: Size | undefined, b: Size): Size {
  return a ? { width: Math.max(a.width, b.width), height: Math.max(a.height, b.height) } : b
}
