import { t } from '@/lib/client/messages/t'
import type { GraphEdge, GraphNode, PortRef } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { portsOf } from '../state/ports/node-ports'

type Nodes = ReadonlyMap<string, GraphNode>

/** `Prompt: Messages → Chat model: Prompt` */
export function edgeName({ from, to }: GraphEdge, nodes: Nodes, manifests: ManifestLookup): string {
  return t('containers.edgeName', {
    from: nodes.get(from.node)?.label ?? from.node,
    fromPort: portLabel(from, nodes, manifests),
    to: nodes.get(to.node)?.label ?? to.node,
    toPort: portLabel(to, nodes, manifests),
  })
}

/** The port's title on the card; its id if the node no longer has it. */
export function portLabel(ref: PortRef, nodes: Nodes, manifests: ManifestLookup): string {
  const node = nodes.get(ref.node)
  if (!node) return ref.port
  const { inputs, outputs, inner, when } = portsOf(node, manifests)
  const controlPorts = when ? [when] : []
  const innerPorts = inner ? [...inner.inputs, ...inner.outputs] : []
  const all = [...inputs, ...outputs, ...controlPorts, ...innerPorts]
  return all.find(({ id }) => id === ref.port)?.label ?? ref.port
}
