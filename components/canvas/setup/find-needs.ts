import { z } from 'zod'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import { portsOf } from '../state/ports/node-ports'

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

/** Whether a node needs the default model for more than quoting passages, which the built-in model cannot do. */
export function needsLanguageModel(graph: Graph, manifests: ManifestLookup): boolean {
  return graph.nodes.some((node) => {
    if (node.disabled || node.config.mode === 'examples') return false
    const usesDefault = chatModelFields(node, manifests).some((field) => isDefaultModel(node.config[field]))
    return usesDefault && !hasPassages(graph, node, manifests)
  })
}

function hasPassages(graph: Graph, node: GraphNode, manifests: ManifestLookup): boolean {
  const ports = new Set(portsOf(node, manifests).inputs.flatMap(({ id, kind }) => (kind === 'documents' ? [id] : [])))
  return graph.edges.some(({ to }) => to.node === node.id && ports.has(to.port))
}

function isDefaultModel(value: GraphNode['config'][string] | undefined): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true
  return value.connection === 'auto' || value.connection === 'builtin'
}

/** Only chat model fields, because the built-in models for other abilities are sufficient. */
function chatModelFields(node: GraphNode, manifests: ManifestLookup): string[] {
  return fieldsWithInput(node, manifests, 'model', (field) => (fieldLayout(field).ability ?? 'chat') === 'chat')
}

function fieldsWithInput(
  node: GraphNode,
  manifests: ManifestLookup,
  input: 'model' | 'knowledge-base',
  fits: (field: z.ZodType) => boolean = () => true,
): string[] {
  const schema = manifests(node.type)?.config
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape).flatMap(([name, field]) =>
    field instanceof z.ZodType && fieldLayout(field).input === input && fits(field) ? [name] : [],
  )
}
