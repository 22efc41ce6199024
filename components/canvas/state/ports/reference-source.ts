import type { ReferenceOption } from '@/components/node-form/references/reference-options'
import type { ChipLook } from '@/components/node-form/references/reference-text'
import { readablePorts } from '@/lib/graph/connections/readable-ports'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { groupColor } from '../../flow/nodes/group-color'
import { portsOf } from './node-ports'

/** Values the node can refer to: siblings and outer nodes that are not downstream, upstream ones first. */
export function referenceOptions(graph: Graph, manifests: ManifestLookup, nodeId: string): ReferenceOption[] {
  return readablePorts(viewGraph(graph, manifests), nodeId).flatMap(({ source: { node, manifest }, ports }) =>
    ports.map((port) => ({
      nodeId: node.id,
      nodeLabel: node.label,
      portId: port.id,
      portLabel: port.label,
      kind: port.kind,
      icon: manifest.icon,
      color: groupColor(manifest),
    })),
  )
}

/** Display text of a reference, with the current labels. */
export function describeReference(
  path: readonly string[],
  nodes: ReadonlyMap<string, GraphNode>,
  manifests: ManifestLookup,
): ChipLook {
  const [first = '', portId, ...rest] = path
  if (portId === undefined) return { text: first, tone: 'own' }
  const node = nodes.get(first)
  if (!node) return { text: path.join('.'), tone: 'missing' }
  const ports = portsOf(node, manifests)
  const port = [...ports.outputs, ...(ports.inner?.outputs ?? [])].find(({ id }) => id === portId)
  const text = [`${node.label} › ${port?.label ?? portId}`, ...rest].join('.')
  return { text, tone: port ? 'known' : 'missing', color: groupColor(manifests(node.type)) }
}
