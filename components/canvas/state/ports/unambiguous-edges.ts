import { explainInView } from '@/lib/graph/connections/explain-connection'
import type { Graph, GraphNode, PortRef } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { isCapabilityKind, type Port } from '@/lib/graph/ports'
import { addEdge } from '../graph-edits'
import { portsOf } from './node-ports'

export interface Connection {
  from: PortRef
  to: PortRef
}

/**
 * Finds the edges of a new node that leave no choice. Each required input is connected to the only matching output,
 * preferably of the start node, and the main output to the only free input of the same kind.
 * @param siblings the nodes of the new node's scope
 */
export function unambiguousEdges(
  graph: Graph,
  manifests: ManifestLookup,
  { added, siblings }: { added: GraphNode; siblings: readonly GraphNode[] },
): Connection[] {
  const others = siblings.filter(({ id }) => id !== added.id)
  const starts = others.filter(({ type }) => manifests(type)?.role === 'start')
  const found: Connection[] = []
  const allows = ({ from, to }: Connection) => {
    const connected = found.reduce((next, edge) => addEdge(next, edge.from, edge.to), graph)
    return explainInView(viewGraph(connected, manifests), from, to).ok
  }
  const isFree = (node: string, port: string) => !graph.edges.some(({ to }) => to.node === node && to.port === port)
  const { inputs, outputs } = portsOf(added, manifests)
  for (const input of inputs.filter(({ id, required }) => required && isFree(added.id, id))) {
    const to = { node: added.id, port: input.id }
    const sources = (nodes: readonly GraphNode[]) =>
      nodes
        .flatMap((node) => portsOf(node, manifests).outputs.map((port) => ({ node, port })))
        .filter(({ port }) => isSameKind(port, input))
        .map(({ node, port }) => ({ from: { node: node.id, port: port.id }, to }))
        .filter(allows)
    found.push(...(ifSingle(sources(starts)) ?? ifSingle(sources(others)) ?? []))
  }
  const main = outputs.find(({ kind }) => !isCapabilityKind(kind)) ?? outputs[0]
  if (main && manifests(added.type)?.role !== 'start') {
    const from = { node: added.id, port: main.id }
    const isWanted = (node: GraphNode, port: Port) =>
      isSameKind(main, port) &&
      (isCapabilityKind(port.kind) || isFree(node.id, port.id)) &&
      // Optional inputs of the Answer are skipped: the user decides what else the app returns.
      (port.required || manifests(node.type)?.role !== 'answer')
    const targets = others
      .flatMap((node) => portsOf(node, manifests).inputs.map((port) => ({ node, port })))
      .filter(({ node, port }) => isWanted(node, port))
      .map(({ node, port }) => ({ from, to: { node: node.id, port: port.id } }))
      .filter(allows)
    found.push(...(ifSingle(targets) ?? []))
  }
  return found
}

const isSameKind = (output: Port, input: Port): boolean =>
  output.kind === input.kind && output.kind !== 'any' && Boolean(output.list) === Boolean(input.list)

const ifSingle = <Item>(items: Item[]): Item[] | undefined => (items.length === 1 ? items : undefined)
