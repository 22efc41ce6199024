import type { ReferenceOption } from '@/components/node-form/references/reference-options'
import type { ChipLook } from '@/components/node-form/references/reference-text'
import { dependencyEdges } from '@/lib/graph/dependency-edges'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { isCapabilityKind } from '@/lib/graph/ports'
import { groupColor } from '../flow/group-color'
import { portsOf } from './node-ports'

/** Values that the node may refer to: outputs of all nodes that do not wait for it, those before it first. */
export function referenceOptions(graph: Graph, manifests: ManifestLookup, nodeId: string): ReferenceOption[] {
  const edges = dependencyEdges(viewGraph(graph, manifests))
  const after = reach(
    edges.map(({ from, to }) => [from, to]),
    nodeId,
  )
  const before = reach(
    edges.map(({ from, to }) => [to, from]),
    nodeId,
  )
  const candidates = graph.nodes.filter((node) => node.id !== nodeId && !after.has(node.id) && !node.disabled)
  const sorted = candidates.toSorted((a, b) => Number(before.has(b.id)) - Number(before.has(a.id)))
  return sorted.flatMap((node) => optionsOf(node, manifests))
}

/** How a reference is shown: by the labels that its node and port have now. */
export function describeReference(
  path: readonly string[],
  nodes: ReadonlyMap<string, GraphNode>,
  manifests: ManifestLookup,
): ChipLook {
  const [first = '', portId, ...rest] = path
  if (portId === undefined) return { text: first, tone: 'own' }
  const node = nodes.get(first)
  if (!node) return { text: path.join('.'), tone: 'missing' }
  const port = portsOf(node, manifests).outputs.find(({ id }) => id === portId)
  const text = [`${node.label} › ${port?.label ?? portId}`, ...rest].join('.')
  return { text, tone: port ? 'known' : 'missing', color: groupColor(manifests(node.type)) }
}

function optionsOf(node: GraphNode, manifests: ManifestLookup): ReferenceOption[] {
  const manifest = manifests(node.type)
  if (!manifest || manifest.role === 'note') return []
  return portsOf(node, manifests)
    .outputs.filter((port) => !isCapabilityKind(port.kind))
    .map((port) => ({
      nodeId: node.id,
      nodeLabel: node.label,
      portId: port.id,
      portLabel: port.label,
      kind: port.kind,
      icon: manifest.icon,
      color: groupColor(manifest),
    }))
}

function reach(steps: readonly (readonly [string, string])[], start: string): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const [from, to] of steps) next.set(from, [...(next.get(from) ?? []), to])
  const seen = new Set<string>()
  const open = [start]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const step of next.get(id) ?? []) {
      if (seen.has(step)) continue
      seen.add(step)
      open.push(step)
    }
  }
  return seen
}
