import { raiseInternal } from '@/lib/core/internal-error'
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { boundsOf } from '../editing/group-box'
import { freeLabel, makeNode } from '../state/graph-edits'
import { CARD_WIDTH } from '../state/layout/card-size'
import { relativeTo, withParent } from '../state/layout/move-into'
import { nestingOf } from '../state/layout/nesting'
import { newEdgeId } from '../state/node-ids'
import type { Extraction } from './extraction'
import { rewriteReferences } from './rewrite-references'

export interface NewApp {
  appId: string
  versionId: string
  name: string
}

/** The graph with a Sub-app node instead of the extracted nodes, wired equivalently. */
export function replaceByApp(
  graph: Graph,
  manifests: ManifestLookup,
  { extraction, app }: { extraction: Extraction; app: NewApp },
): { graph: Graph; id: string } {
  const { inside, inputs, outputs, returnsText } = extraction
  const node = subAppNode(graph, manifests, { extraction, app })
  const portOf = ({ value }: Extraction['outputs'][number]) => (returnsText ? 'text' : value.name)
  const references = new Map(
    outputs.map((output) => [`${output.source.node}.${output.source.port}`, `${node.id}.${portOf(output)}`]),
  )
  const remainingNodes = graph.nodes
    .filter(({ id }) => !inside.has(id))
    .map((other) => rewriteReferences(other, references, manifests))
  const outputPorts = new Map(
    outputs.flatMap((output) => output.edges.map(({ edge }) => [edge.id, portOf(output)] as const)),
  )
  // Edges keep their list order, because the first live one wins.
  const edges = graph.edges.flatMap((edge): GraphEdge[] => {
    const port = outputPorts.get(edge.id)
    if (port !== undefined) return [{ ...edge, from: { node: node.id, port } }]
    return inside.has(edge.from.node) || inside.has(edge.to.node) ? [] : [edge]
  })
  const used = new Set(graph.edges.map(({ id }) => id))
  for (const { source, value } of inputs) {
    const id = newEdgeId(used)
    used.add(id)
    edges.push({ id, from: source, to: { node: node.id, port: value.name } })
  }
  return { graph: { ...graph, nodes: [...remainingNodes, node], edges }, id: node.id }
}

function subAppNode(
  graph: Graph,
  manifests: ManifestLookup,
  { extraction, app }: { extraction: Extraction; app: NewApp },
): GraphNode {
  const { inside, inputs, outputs, returnsText } = extraction
  const { placeOf, sizeOf, parentOf } = nestingOf(graph, manifests)
  const tops = graph.nodes.filter(({ id }) => inside.has(id) && !inside.has(parentOf(id) ?? ''))
  const box = boundsOf(tops.map(({ id }) => ({ ...placeOf(id), ...sizeOf(id) })))
  const parent = parentOf(tops[0]?.id ?? '')
  const manifest = manifests('sub-app') ?? raiseInternal('There is no node type sub-app.')
  const middle = { x: box.x + (box.width - CARD_WIDTH) / 2, y: box.y }
  const place = parent === undefined ? middle : relativeTo(middle, placeOf(parent))
  const node = makeNode(graph, manifest, place)
  const { appId, versionId, name } = app
  const config = {
    ...node.config,
    appId,
    versionId,
    takes: inputs.map(({ value: { name, kind, required } }) => ({ name, kind, required })),
    gives: returnsText ? [] : outputs.map(({ value: { name, kind } }) => ({ name, kind })),
  }
  return { ...withParent(node, parent, place), label: freeLabel(graph, name), config }
}
