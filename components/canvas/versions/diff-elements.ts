import type { Edge, Node } from '@xyflow/react'
import { t } from '@/lib/client/messages/t'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { Port } from '@/lib/graph/ports'
import { syncFlowEdges, syncFlowNodes } from '../state/flow-elements'
import { portsOf } from '../state/ports/node-ports'
import type { DiffStatus, MergedGraph } from './merge-graphs'

/** The ports of both versions of a node, by side of the card. */
export interface DiffPorts {
  inputs: Port[]
  outputs: Port[]
  innerInputs: Port[]
  innerOutputs: Port[]
}

export interface DiffNodeData extends Record<string, unknown> {
  node: GraphNode
  status: DiffStatus
  ports: DiffPorts
}
export type DiffFlowNode = Node<DiffNodeData, 'step' | 'note' | 'frame' | 'zone'>
export type DiffFlowEdge = Edge<{ status: DiffStatus }, 'link'>

export function diffFlowNodes(merged: MergedGraph, manifests: ManifestLookup): DiffFlowNode[] {
  const nodes = new Map(merged.graph.nodes.map((node) => [node.id, node]))
  const previousById = new Map(merged.diff.nodes.changed.map((change) => [change.after.id, change.before]))
  return syncFlowNodes([], merged.graph, manifests).flatMap((flow): DiffFlowNode[] => {
    const node = nodes.get(flow.id)
    if (!node) return []
    const status = merged.statusOf(node.id)
    const ports = portsOfBoth(node, previousById.get(node.id), { graph: merged.graph, manifests })
    const type = flow.type ?? 'step'
    const name = t('outline.node', { type: manifests(node.type)?.label ?? node.type, label: node.label })
    const ariaLabel = status === 'same' ? name : `${name}${t('outline.comma')}${t(`versions.${status}`)}`
    return [{ ...flow, type, ariaLabel, data: { node, status, ports }, className: `diff-${status}` }]
  })
}

export function diffFlowEdges(merged: MergedGraph, manifests: ManifestLookup): DiffFlowEdge[] {
  return syncFlowEdges([], merged.graph, manifests).map((edge) => {
    const status = merged.edgeStatusOf(edge.id)
    return { ...edge, type: 'link', data: { status }, zIndex: status === 'same' ? 0 : 1 }
  })
}

/** The connected ports of both states of a node, and those that only an edge refers to. */
function portsOfBoth(
  node: GraphNode,
  previous: GraphNode | undefined,
  { graph, manifests }: { graph: Graph; manifests: ManifestLookup },
): DiffPorts {
  const states = previous ? [node, previous] : [node]
  const all = states.map((state) => portsOf(state, manifests))
  const connectedInputs = new Set(graph.edges.flatMap(({ to }) => (to.node === node.id ? [to.port] : [])))
  const connectedOutputs = new Set(graph.edges.flatMap(({ from }) => (from.node === node.id ? [from.port] : [])))
  // As on the canvas, only ports with edges are listed.
  const inputs = unique(all.flatMap((ports) => ports.inputs)).filter(({ id }) => connectedInputs.has(id))
  const outputs = unique(all.flatMap((ports) => ports.outputs)).filter(({ id }) => connectedOutputs.has(id))
  const innerInputs = unique(all.flatMap((ports) => ports.inner?.inputs ?? []))
  const innerOutputs = unique(all.flatMap((ports) => ports.inner?.outputs ?? []))
  const missing = (ids: ReadonlySet<string>, known: readonly Port[]): Port[] =>
    [...ids]
      .filter((id) => !known.some((port) => port.id === id))
      .map((id) => ({ id, label: id, kind: 'any' as const }))
  return {
    inputs: [...inputs, ...missing(connectedInputs, [...inputs, ...innerInputs])],
    outputs: [...outputs, ...missing(connectedOutputs, [...outputs, ...innerOutputs])],
    innerInputs,
    innerOutputs,
  }
}

function unique(ports: readonly Port[]): Port[] {
  return [...new Map(ports.map((port) => [port.id, port])).values()]
}
