import { raiseInternal } from '@/lib/core/internal-error'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import { GRAPH_SCHEMA_VERSION, type Graph, type GraphEdge, type GraphNode } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'

const COLUMN_WIDTH = 320
const ROW_HEIGHT = 200

interface DrawnNode {
  id: string
  type: string
  label: string
  /** Columns from left to right, rows from top to bottom; halves are fine. */
  at: [column: number, row: number]
  config?: JsonObject
  /** The container; the position is then relative to its corner. */
  parent?: string
}

/** A graph from its nodes and its edges, written as `node.port -> node.port`. Left-out settings get their defaults. */
export function draw(nodes: readonly DrawnNode[], edges: readonly string[]): Graph {
  return { schemaVersion: GRAPH_SCHEMA_VERSION, nodes: nodes.map(toNode), edges: edges.map(toEdge) }
}

function toNode({ id, type, label, at: [column, row], config = {}, parent }: DrawnNode): GraphNode {
  const manifest = manifestOf(type) ?? raiseInternal(`A template uses the unknown node type ${type}`)
  const position = { x: column * COLUMN_WIDTH, y: row * ROW_HEIGHT }
  return {
    id,
    type,
    version: manifest.version,
    label,
    config: JsonObjectSchema.parse(manifest.config.parse(config)),
    position,
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
