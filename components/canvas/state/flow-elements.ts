import type { Edge, Node, NodeHandle } from '@xyflow/react'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { edgeName } from '../outline/edge-name'
import { isGroup } from './is-group'
import { cardHandles } from './layout/card-handles'
import { CARD_WIDTH, restingHeight } from './layout/card-size'
import { type Nesting, nestingOf, type Size } from './layout/nesting'
import { type CardPorts, cardPorts } from './ports/card-ports'

/** From this many nodes on, only visible nodes are rendered, and plain boxes when zoomed out. */
export const MANY_NODES = 150
/** Size of a note before it is measured. */
const NOTE_SIZE: Size = { width: CARD_WIDTH, height: 64 }

/** React Flow nodes contain only the position. Cards read everything else by id from the editor store. */
type FlowType = 'step' | 'note' | 'frame' | 'zone'
export type FlowNode = Node<Record<string, never>, FlowType>
export type FlowEdge = Edge<Record<string, never>, 'link'>

/** Keeps the objects of unchanged nodes, so that only the others render. */
export function syncFlowNodes(current: FlowNode[], graph: Graph, manifests: ManifestLookup): FlowNode[] {
  const currentById = new Map(current.map((node) => [node.id, node]))
  const nesting = nestingOf(graph, manifests)
  const isLarge = graph.nodes.length > MANY_NODES
  // React Flow requires containers before their nodes.
  const next = nesting.outerFirst.map((node) => {
    const currentNode = currentById.get(node.id)
    const cardData = cardDataOf(node, nesting)
    const handles = isLarge ? handlesOf(node, { before: currentNode, nesting, manifests, graph }) : undefined
    if (!currentNode)
      return {
        id: node.id,
        data: {},
        ...cardData,
        ...(handles ? sizeBefore(node, { nesting, manifests, graph }) : {}),
        ...(handles ? { handles } : {}),
      }
    if (isUnchanged(currentNode, cardData) && currentNode.handles === handles) return currentNode
    return { ...ownState(currentNode), ...cardData, ...(handles ? { handles } : {}) }
  })
  return sameItems(current, next) ? current : next
}

/** What React Flow keeps in a node, such as its measured size, without the fields that are set here. */
function ownState({
  parentId: _parentId,
  width: _width,
  height: _height,
  hidden: _hidden,
  handles: _handles,
  draggable: _draggable,
  ...state
}: FlowNode) {
  return state
}

interface HandleOptions {
  before: FlowNode | undefined
  nesting: Nesting
  manifests: ManifestLookup
  graph: Graph
}

/** Returns the previous array if no port was added, removed or moved. */
function handlesOf(node: GraphNode, { before, nesting, manifests, graph }: HandleOptions): NodeHandle[] {
  const ports = cardPorts(graph, manifests, node)
  const isOpen = nesting.isContainer(node.id) && !node.collapsed
  const size = isOpen ? nesting.sizeOf(node.id) : { width: CARD_WIDTH, height: 0 }
  const handles = cardHandles(isOpen ? ports : withoutInner(ports), size)
  const previousHandles = before?.handles
  const isSame =
    previousHandles?.length === handles.length &&
    handles.every((handle, index) => sameHandle(handle, previousHandles[index]))
  return isSame ? previousHandles : handles
}

function withoutInner({ inner: _, ...ports }: CardPorts): CardPorts {
  return ports
}

function sameHandle(a: NodeHandle, b: NodeHandle | undefined): boolean {
  return a.id === b?.id && a.type === b?.type && a.x === b.x && a.y === b.y
}

/** Size of a card that was never mounted; React Flow would otherwise render all of them to measure them. */
function sizeBefore(
  node: GraphNode,
  { nesting, manifests, graph }: Omit<HandleOptions, 'before'>,
): Pick<FlowNode, 'measured'> {
  if (node.type === 'note') return { measured: NOTE_SIZE }
  if ((nesting.isContainer(node.id) && !node.collapsed) || isGroup(node)) return { measured: nesting.sizeOf(node.id) }
  return { measured: { width: CARD_WIDTH, height: restingHeight(cardPorts(graph, manifests, node)) } }
}

function sameItems<Item>(before: readonly Item[], now: readonly Item[]): boolean {
  return before.length === now.length && now.every((item, index) => item === before[index])
}

type CardData = Pick<
  FlowNode,
  'position' | 'parentId' | 'width' | 'height' | 'hidden' | 'draggable' | 'zIndex' | 'style'
> & {
  type: FlowType
}

/** Frames are always below everything else, selected or not. */
const BELOW = -2_000
/** Only the title of the card receives pointer events. */
const UNTOUCHED = { pointerEvents: 'none' as const }

function cardDataOf(node: GraphNode, nesting: Nesting): CardData {
  const parentId = nesting.parentOf(node.id)
  const isFrame = nesting.isContainer(node.id) && !node.collapsed
  return {
    type: isFrame ? 'frame' : flowType(node),
    position: { ...node.position },
    ...(parentId === undefined ? {} : { parentId }),
    ...(isFrame || isGroup(node) ? nesting.sizeOf(node.id) : {}),
    ...(isGroup(node) ? { zIndex: BELOW, style: UNTOUCHED } : {}),
    ...(node.locked ? { draggable: false } : {}),
    ...(nesting.isFolded(node.id) ? { hidden: true } : {}),
  }
}

function flowType(node: GraphNode): FlowType {
  if (isGroup(node)) return 'zone'
  return node.type === 'note' ? 'note' : 'step'
}

function isUnchanged(before: FlowNode, look: CardData): boolean {
  return (
    before.position.x === look.position.x &&
    before.position.y === look.position.y &&
    before.type === look.type &&
    before.parentId === look.parentId &&
    before.width === look.width &&
    before.height === look.height &&
    Boolean(before.hidden) === Boolean(look.hidden) &&
    before.draggable === look.draggable
  )
}

export function syncFlowEdges(current: FlowEdge[], graph: Graph, manifests: ManifestLookup): FlowEdge[] {
  const currentById = new Map(current.map((edge) => [edge.id, edge]))
  const nesting = nestingOf(graph, manifests)
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const next = graph.edges.map((edge): FlowEdge => {
    const currentEdge = currentById.get(edge.id)
    const ends = {
      source: edge.from.node,
      sourceHandle: edge.from.port,
      target: edge.to.node,
      targetHandle: edge.to.port,
      hidden: nesting.isFolded(edge.from.node) || nesting.isFolded(edge.to.node),
      ariaLabel: edgeName(edge, nodes, manifests),
    }
    if (currentEdge && sameEnds(currentEdge, ends)) return currentEdge
    // A group instead of React Flow's default image role, because it contains buttons.
    return { ...currentEdge, id: edge.id, type: 'link', ariaRole: 'group', data: {}, ...ends }
  })
  return sameItems(current, next) ? current : next
}

type Ends = Pick<FlowEdge, 'source' | 'target' | 'sourceHandle' | 'targetHandle' | 'hidden' | 'ariaLabel'>

function sameEnds(a: Ends, b: Ends): boolean {
  return (
    a.source === b.source &&
    a.target === b.target &&
    a.sourceHandle === b.sourceHandle &&
    a.targetHandle === b.targetHandle &&
    Boolean(a.hidden) === Boolean(b.hidden) &&
    a.ariaLabel === b.ariaLabel
  )
}
