import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { JsonObjectSchema } from '@/lib/core/json'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { Database, Transaction } from '@/lib/db/database'
import { knowledgeBases } from '@/lib/db/schema/knowledge'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { optionsWithin, retrievalOf } from '../knowledge/retrieval'

/**
 * Copies the search settings of knowledge bases into the retrievers that use them, so that each setting can be changed
 * separately.
 */
export async function withOwnRetrieval(
  db: Database | Transaction,
  workspaceId: string,
  graph: Graph,
  nodeIds: readonly string[] = graph.nodes.map(({ id }) => id),
): Promise<Graph> {
  const shared = graph.nodes.filter(
    ({ id, type, config }) => type === 'retriever' && config.settings !== 'own' && nodeIds.includes(id),
  )
  const ids = shared.flatMap(({ config }) => {
    const id = config.knowledgeBaseId
    return typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? [id] : []
  })
  if (ids.length === 0) return graph
  const found = await db
    .select({ id: knowledgeBases.id, retrieval: knowledgeBases.retrieval })
    .from(knowledgeBases)
    .where(and(eq(knowledgeBases.workspaceId, workspaceId), inArray(knowledgeBases.id, ids)))
  const byId = new Map(found.map((base) => [base.id, retrievalOf(base)]))
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const id = node.config.knowledgeBaseId
      if (!shared.includes(node) || typeof id !== 'string' || !byId.has(id)) return node
      return { ...node, config: { ...node.config, ...ownOptions(node, byId.get(id) ?? null), settings: 'own' } }
    }),
  }
}

function ownOptions({ type, config }: GraphNode, base: RetrievalOptions | null) {
  const parsed = manifestOf(type)?.config.safeParse({ ...config, settings: 'own' })
  const own = RetrievalOptions.safeParse(parsed?.success ? optionsOf(parsed.data) : {})
  return JsonObjectSchema.parse(optionsWithin(own.success ? own.data : RetrievalOptions.parse({}), base))
}

/** Search settings among those of the step. */
function optionsOf(config: unknown): unknown {
  const { limit, search, filters, question, rerank, result } = JsonObjectSchema.parse(config)
  return { limit, search, filters, question, rerank, result }
}
