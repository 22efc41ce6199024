import { raiseInternal } from '@/lib/core/internal-error'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import { GRAPH_SCHEMA_VERSION, type Graph, type GraphEdge, type GraphNode } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'

interface DrawnNode {
  id: string
  type: string
  label: string
  /** Corner of the card, where *Tidy up* puts it. */
  at: [x: number, y: number]
  config?: JsonObject
  /** The container; the position is then relative to its corner. */
  parent?: string
}

/** A graph from its nodes and its edges, written as `node.port -> node.port`. Left-out settings get their defaults. */
export function draw(nodes: readonly DrawnNode[], edges: readonly string[]): Graph {
  return { schemaVersion: GRAPH_SCHEMA_VERSION, nodes: nodes.map(toNode), edges: edges.map(toEdge) }
}

function toNode({ id, type, label, at: [x, y], config = {}, parent }: DrawnNode): GraphNode {
  const manifest = manifestOf(type) ?? raiseInternal(`A template uses the unknown node type ${type}`)
  return {
    id,
    type,
    version: manifest.version,
    label,
    config: JsonObjectSchema.parse(manifest.config.parse(config)),
    position: { x, y },
    ...(parent === undefined ? {} : { parent }),
  }
}

function toEdge(text: string, index: number): GraphEdge {
  const [from = '', to = ''] = text.split(' -> ')
  return { id: `e${index + 1}`, from: toPort(from), to: toPort(to) }
}

function toPort(text: string): GraphEdge['from'] {
  const [node = '', port = ''] = text.split('.')
  return { node, port }
}
