import type { JsonObject } from '@/lib/core/json'
import type { Graph, GraphEdge, GraphNode } from '../graph'
import { sampleManifests } from './sample-manifests'

export function sampleNode(
  id: string,
  type: string,
  config: JsonObject = {},
  overrides: Partial<GraphNode> = {},
): GraphNode {
  const version = sampleManifests(type)?.version ?? 1
  return { id, type, version, label: id, config, position: { x: 0, y: 0 }, ...overrides }
}

/** Edges as `a.out > b.in`. */
export function sampleGraph(nodes: GraphNode[], edges: readonly string[] = []): Graph {
  return { schemaVersion: 1, nodes, edges: edges.map(edgeOf) }
}

function edgeOf(text: string, index: number): GraphEdge {
  const [from = '', to = ''] = text.split('>').map((end) => end.trim())
  const [fromNode = '', fromPort = ''] = from.split('.')
  const [toNode = '', toPort = ''] = to.split('.')
  return { id: `e${index}`, from: { node: fromNode, port: fromPort }, to: { node: toNode, port: toPort } }
}
