import { t } from '@/lib/client/messages/t'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { portsOf } from '../state/ports/node-ports'
import { type AppEnds, sourcesOf, sourcesOfOutput } from './app-ends'

export interface WhyNotInlineInput {
  graph: Graph
  node: GraphNode
  app: Graph
  ends: AppEnds
  manifests: ManifestLookup
}

/** Why the app's nodes cannot replace the node; null if they can. */
export function whyNotInline(input: WhyNotInlineInput): string | null {
  const { graph, node, app, ends, manifests } = input
  if (node.locked) return t('canvasEditing.lockedText')
  if (app.nodes.every(({ id }) => [ends.input?.id, ends.answer.id, ends.merge?.id].includes(id)))
    return t('subApps.emptyApp')
  if (graph.edges.some(({ from }) => from.node === node.id && from.port === 'tool'))
    return t('subApps.isTool', { name: node.label })
  const missingOutput = usedOutputs(graph, node, manifests).find(
    (port) => sourcesOfOutput(app, ends, node, port).length === 0,
  )
  if (missingOutput !== undefined) return t('subApps.outputOfParts', { name: labelOf(node, missingOutput, manifests) })
  return whyNotFed(input)
}

/** Ports of the node that others read, through edges or references. */
function usedOutputs(graph: Graph, node: GraphNode, manifests: ManifestLookup): string[] {
  const byEdge = graph.edges.flatMap(({ from }) => (from.node === node.id ? [from.port] : []))
  const byReference = viewGraph(graph, manifests).nodes.flatMap(({ references }) =>
    references.flatMap(({ reference: { path } }) => (path[0] === node.id && path[1] !== undefined ? [path[1]] : [])),
  )
  return [...new Set([...byEdge, ...byReference])]
}

/** Every field that the app's texts refer to must be connected through its own port. */
function whyNotFed({ graph, node, app, ends, manifests }: WhyNotInlineInput): string | null {
  const { input } = ends
  if (!input) return null
  if (sourcesOf(graph, { node: node.id, port: 'inputs' }).length > 0) return t('subApps.allInOne', { name: node.label })
  for (const { references } of viewGraph(app, manifests).nodes) {
    for (const { reference } of references) {
      const [id, field] = reference.path
      if (id !== input.id || field === undefined) continue
      if (sourcesOf(graph, { node: node.id, port: field }).length === 0) return t('subApps.notFed', { name: field })
    }
  }
  return null
}

function labelOf(node: GraphNode, port: string, manifests: ManifestLookup): string {
  return portsOf(node, manifests).outputs.find(({ id }) => id === port)?.label ?? port
}
