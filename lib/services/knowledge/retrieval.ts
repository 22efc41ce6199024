import 'server-only'
import { and, eq } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/knowledge-retrieval'
import { JsonObjectSchema } from '@/lib/core/json'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { knowledgeBases } from '@/lib/db/schema/knowledge'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type Verb } from '../context'
import { getKnowledgeBaseRow } from './get-knowledge-base-row'

/** The settings of the base, with defaults for newer options, or null if it has none. */
export function retrievalOf(base: Pick<typeof knowledgeBases.$inferSelect, 'retrieval'>): RetrievalOptions | null {
  return base.retrieval === null ? null : RetrievalOptions.parse(base.retrieval)
}

/** Search settings of a step that uses those of the knowledge base; filters of the step are kept. */
export function optionsWithin(options: RetrievalOptions, base: RetrievalOptions | null): RetrievalOptions {
  if (base === null) return options
  const hasFilters = options.filters.conditions.length > 0 || options.filters.fromQuestion
  return { ...base, filters: hasFilters ? options.filters : base.filters }
}

export const readRetrieval: Verb<typeof contract.readRetrieval> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  return { options: retrievalOf(await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)) }
}

export const saveRetrieval: Verb<typeof contract.saveRetrieval> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const base = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const retrieval = body.options === null ? null : JsonObjectSchema.parse(body.options)
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(knowledgeBases)
      .set({ retrieval, updatedAt: ctx.now() })
      .where(and(eq(knowledgeBases.id, base.id), eq(knowledgeBases.workspaceId, ctx.workspace.id)))
    await emitAudit(tx, ctx, {
      action: 'knowledge.retrieval',
      subject: `knowledge:${base.id}`,
      before: base.retrieval ?? {},
      after: retrieval ?? {},
    })
  })
  return { options: body.options }
}
