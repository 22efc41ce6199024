import { z } from 'zod'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { fieldLayout } from '@/lib/graph/schema/field-layout'

export interface KnowledgeNeed {
  nodeId: string
  field: string
  /** Empty until a knowledge base is selected. */
  knowledgeBaseId: string
}

/** Nodes that search a knowledge base, one per base. */
export function findKnowledgeNeeds(graph: Graph, manifests: ManifestLookup): KnowledgeNeed[] {
  const needs = graph.nodes.flatMap((node) => {
    if (node.disabled) return []
    return fieldsWithInput(node, manifests, 'knowledge-base').map((field) => {
      const value = node.config[field]
      return { nodeId: node.id, field, knowledgeBaseId: typeof value === 'string' ? value : '' }
    })
  })
  return needs.filter(
    (need, index) =>
      need.knowledgeBaseId === '' ||
      needs.findIndex((other) => other.knowledgeBaseId === need.knowledgeBaseId) === index,
  )
}

function fieldsWithInput(node: GraphNode, manifests: ManifestLookup, input: 'knowledge-base'): string[] {
  const schema = manifests(node.type)?.config
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape).flatMap(([name, field]) =>
    field instanceof z.ZodType && fieldLayout(field).input === input ? [name] : [],
  )
}
