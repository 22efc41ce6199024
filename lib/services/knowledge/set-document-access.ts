import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/document-access'
import { normalizeAccess } from '@/lib/core/knowledge/document-access'
import { documents } from '@/lib/db/schema/knowledge'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type Verb } from '../context'
import { getKnowledgeBaseRow } from './get-knowledge-base-row'

export const setDocumentAccess: Verb<typeof contract.setDocumentAccess> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const base = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const access = normalizeAccess(body.access)
  const changed = await ctx.db.transaction(async (tx) => {
    const rows = await tx
      .update(documents)
      .set({ access })
      .where(
        and(
          inArray(documents.id, body.documentIds),
          eq(documents.knowledgeBaseId, base.id),
          eq(documents.workspaceId, ctx.workspace.id),
        ),
      )
      .returning({ id: documents.id })
    const after = { access, documents: rows.map(({ id }) => id).slice(0, 100), count: rows.length }
    await emitAudit(tx, ctx, { action: 'knowledge.access', subject: `knowledge-base:${base.id}`, after })
    return rows.length
  })
  return { changed }
}
