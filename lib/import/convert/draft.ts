import { raiseInternal } from '@/lib/core/internal-error'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import {
  GRAPH_SCHEMA_VERSION,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type NodePolicy,
  type PortRef,
} from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { placeNodes } from './place-nodes'

interface DraftNode {
  type: string
  label: string
  position: { x: number; y: number }
  parent: string | null
}

interface Configured extends DraftNode {
  config: JsonObject
  policy?: NodePolicy
}

/** A graph under construction. Ids are reserved before settings are known, because settings refer to other nodes. */
export class ImportDraft {
  private readonly nodes = new Map<string, Configured>()
  private readonly edges = new Map<string, GraphEdge>()
  private readonly counts = new Map<string, number>()

  reserve(node: DraftNode): string {
    const count = (this.counts.get(node.type) ?? 0) + 1
    this.counts.set(node.type, count)
    const id = `${node.type}-${count}`
    this.nodes.set(id, { ...node, config: {} })
    return id
  }

  /** @returns false if the settings are not valid, as in a damaged file; the node then keeps its defaults */
  configure(id: string, config: JsonObject): boolean {
    const node = this.nodes.get(id) ?? raiseInternal(`An importer configures ${id}, which it has not reserved`)
    const isValid = manifestOf(node.type)?.config.safeParse(config).success === true
    if (isValid) node.config = config
    return isValid
  }

  addErrorPort(id: string): void {
    this.addPolicy(id, { onError: 'port' })
  }

  addPolicy(id: string, policy: NodePolicy): void {
    const node = this.nodes.get(id)
    if (node) node.policy = { ...node.policy, ...policy }
  }

  /** Both ends are written as `node.port`. A repeated edge is ignored. */
  connect(from: string, to: string): void {
    const key = `${from} ${to}`
    if (this.edges.has(key)) return
    this.edges.set(key, { id: `e${this.edges.size + 1}`, from: toPort(from), to: toPort(to) })
  }

  graph(): Graph {
    const edges = [...this.edges.values()]
    const nodes = [...this.nodes].map(([id, node]) => toNode(id, node))
    return { schemaVersion: GRAPH_SCHEMA_VERSION, nodes: placeNodes(nodes, edges), edges }
  }
}

function toNode(id: string, { type, label, position, parent, config, policy }: Configured): GraphNode {
  const manifest = manifestOf(type) ?? raiseInternal(`An importer uses the unknown node type ${type}`)
  return {
    id,
    type,
    version: manifest.version,
    label: label.slice(0, 200),
    position,
    config: JsonObjectSchema.parse(JSON.parse(JSON.stringify(manifest.config.parse(config)))),
    ...(parent === null ? {} : { parent }),
    ...(policy === undefined ? {} : { policy }),
  }
}

function toPort(text: string): PortRef {
  const dot = text.indexOf('.')
  return { node: text.slice(0, dot), port: text.slice(dot + 1) }
}
