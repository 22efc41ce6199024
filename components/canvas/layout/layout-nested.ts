import type { Graph } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { dependencyEdges } from '@/lib/graph/plan/dependency-edges'
import { isCapabilityKind, type Port } from '@/lib/graph/ports'
import type { Place } from '../state/graph-edits'
import { CARD_WIDTH, frameInset, HEADER_HEIGHT, ROW_HEIGHT } from '../state/layout/card-size'
import { nestingOf, type Size } from '../state/layout/nesting'
import { type CardPorts, cardPorts } from '../state/ports/card-ports'
import { portsOf } from '../state/ports/node-ports'
import type { LayoutResult } from './layout-graph'
import type { LayoutEdge, LayoutInput } from './layout-input'

export interface LayoutOptions {
  manifests: ManifestLookup
  /** Sizes measured by the browser; undefined for nodes that are not drawn. */
  measured: (id: string) => Size | undefined
  run: (input: LayoutInput) => Promise<LayoutResult>
}

export interface NestedLayout {
  places: Map<string, Place>
  sizes: Map<string, Size>
}

/** Lays out containers bottom-up, so that each is as large as its contents when its own scope is arranged. */
export async function layoutNested(graph: Graph, { manifests, measured, run }: LayoutOptions): Promise<NestedLayout> {
  const nesting = nestingOf(graph, manifests)
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const drawnEdges = graph.edges.map(({ from, to }) => {
    const source = byId.get(from.node)
    const port = source && portsOf(source, manifests).outputs.find(({ id }) => id === from.port)
    const target = byId.get(to.node)
    return {
      from: from.node,
      to: to.node,
      isPlug: port !== undefined && isCapabilityKind(port.kind),
      ...(source ? { fromY: portHeight(cardPorts(graph, manifests, source).outputs, from.port) } : {}),
      ...(target ? targetPort(cardPorts(graph, manifests, target), to.port) : {}),
    }
  })
  const drawnPairs = new Set(drawnEdges.map(({ from, to }) => `${from} ${to}`))
  // References without an edge. References along edges would hide that a tool is only attached.
  const named = dependencyEdges(viewGraph(graph, manifests)).flatMap(({ from, to }) =>
    drawnPairs.has(`${from} ${to}`) ? [] : [{ from, to, isReference: true }],
  )
  const edges = [...drawnEdges, ...named]
  const result: NestedLayout = { places: new Map(), sizes: new Map() }
  // Reserves the height of a card with a run result.
  const sizeOf = (id: string) => {
    const [size, reserved] = [result.sizes.get(id) ?? measured(id), nesting.sizeOf(id)]
    return size ? { width: size.width, height: Math.max(size.height, reserved.height) } : reserved
  }
  const containers = nesting.outerFirst.filter(({ id }) => nesting.isContainer(id)).toReversed()
  for (const container of [...containers, undefined]) {
    const steps = nesting.childrenOf(container?.id).filter((node) => manifests(node.type)?.role !== 'note')
    if (steps.length === 0) continue
    const found = await run({ nodes: steps.map(({ id }) => ({ id, ...sizeOf(id) })), edges })
    const inset = container
      ? frameInset(cardPorts(graph, manifests, container))
      : { left: 0, top: 0, right: 0, bottom: 0 }
    for (const { id, x, y } of found) result.places.set(id, { x: x + inset.left, y: toGrid(y + inset.top) })
    // A collapsed card keeps its size. Its contents are arranged now, for when it is expanded.
    if (!container || container.collapsed) continue
    const ends = found.map(({ id, x, y }) => {
      const { width, height } = sizeOf(id)
      return { width: x + width, height: y + height }
    })
    result.sizes.set(container.id, {
      width: inset.left + Math.max(...ends.map(({ width }) => width)) + inset.right,
      height: toGrid(inset.top + Math.max(...ends.map(({ height }) => height)) + inset.bottom),
    })
  }
  return result
}

/** Ports of capabilities are spread evenly along the bottom edge. */
function targetPort({ inputs, bindInputs }: CardPorts, id: string): Pick<LayoutEdge, 'toX' | 'toY'> {
  const index = bindInputs.findIndex((port) => port.id === id)
  if (index < 0) return { toY: portHeight(inputs, id) }
  return { toX: (CARD_WIDTH * (index + 0.5)) / bindInputs.length }
}

/** Middle of a port's row. Ports that are not in rows count as the first. */
function portHeight(ports: readonly Port[], id: string): number {
  const row = ports.findIndex((port) => port.id === id)
  return HEADER_HEIGHT + (Math.max(0, row) + 0.5) * ROW_HEIGHT
}

const GRID = 8
function toGrid(value: number): number {
  return Math.ceil(value / GRID) * GRID
}
