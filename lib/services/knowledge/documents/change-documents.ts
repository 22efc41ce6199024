import 'server-only'
import { and, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { changeDocuments as changeContract } from '@/lib/contracts/knowledge-documents'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { DocumentMetadata, MetadataOrigin, MetadataValue } from '@/lib/core/knowledge/document-metadata'
import { documents, type knowledgeBases } from '@/lib/db/schema/knowledge'
import { problem } from '@/lib/messages/problems/problem'
import { toMetadataValue } from '@/lib/rag/metadata/to-metadata-value'
import { requireRole, type ServiceContext, type Verb } from '../../context'
import { getKnowledgeBaseRow } from '../get-knowledge-base-row'
import { ingestJob } from '../ingest-job'
import { addressOf, restoreChunks, trashDocuments } from './trash-documents'

export const changeDocuments: Verb<typeof changeContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const base = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const { change, documentIds } = body
  switch (change.action) {
    case 'delete':
      return { changed: await trashDocuments(ctx, base.id, documentIds) }
    case 'restore':
      return { changed: await restore(ctx, base.id, documentIds) }
    case 'retry':
      return { changed: await reparse(ctx, base.id, documentIds, isNull(documents.deletedAt)) }
    case 'describe':
      return { changed: await setValues(ctx, base, documentIds, change.values) }
    default: {
      const unhandled: never = change
      throw internalError(`Unhandled change ${JSON.stringify(unhandled)}`)
    }
  }
}

/** Recently deleted documents are searchable again at once; the files of the others are parsed and embedded again. */
async function restore(ctx: ServiceContext, knowledgeBaseId: string, documentIds: readonly string[]): Promise<number> {
  const restored = await restoreChunks(ctx, knowledgeBaseId, documentIds)
  return restored + (await reparse(ctx, knowledgeBaseId, documentIds, isNotNull(documents.deletedAt)))
}

/** Queues documents so that their files are parsed and embedded again. */
async function reparse(
  ctx: ServiceContext,
  knowledgeBaseId: string,
  documentIds: readonly string[],
  isWanted: SQL,
): Promise<number> {
  const workspaceId = ctx.workspace.id
  const queued = await ctx.db
    .update(documents)
    .set({ status: 'queued', progress: 0, error: null, deletedAt: null })
    .where(and(addressOf(workspaceId, knowledgeBaseId, documentIds), isWanted))
    .returning({ id: documents.id })
  await ctx.system.jobs.sendMany(
    ingestJob,
    queued.map(({ id }) => ({ data: { workspaceId, knowledgeBaseId, documentId: id }, key: id })),
    { group: workspaceId },
  )
  return queued.length
}

async function setValues(
  ctx: ServiceContext,
  base: Pick<typeof knowledgeBases.$inferSelect, 'id' | 'metadataFields'>,
  documentIds: readonly string[],
  values: Readonly<Record<string, MetadataValue | null>>,
): Promise<number> {
  const set: DocumentMetadata = {}
  const origins: Record<string, MetadataOrigin> = {}
  for (const [name, newValue] of Object.entries(values)) {
    const field = base.metadataFields.find((candidate) => candidate.name === name)
    if (!field) throw new AppError('INVALID_INPUT', problem('knowledge.fieldMissing', { name }))
    if (newValue === null) continue
    const value = toMetadataValue(field, newValue)
    if (value === null)
      throw new AppError('INVALID_INPUT', problem('knowledge.fieldValueInvalid', { name, type: field.type }))
    set[name] = value
    origins[name] = 'person'
  }
  const changedNames = sql`array[${sql.join(
    Object.keys(values).map((name) => sql`${name}::text`),
    sql`, `,
  )}]::text[]`
  const changed = await ctx.db
    .update(documents)
    .set({
      metadata: sql`(${documents.metadata} - ${changedNames}) || ${JSON.stringify(set)}::jsonb`,
      metadataOrigins: sql`(${documents.metadataOrigins} - ${changedNames}) || ${JSON.stringify(origins)}::jsonb`,
    })
    .where(and(addressOf(ctx.workspace.id, base.id, documentIds), isNull(documents.deletedAt)))
    .returning({ id: documents.id })
  return changed.length
}
