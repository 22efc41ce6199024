import 'server-only'
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { changeDocuments as changeContract } from '@/lib/contracts/knowledge-documents'
import { AppError } from '@/lib/core/app-error'
import type { DocumentMetadata, MetadataOrigin, MetadataValue } from '@/lib/core/document-metadata'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { toMetadataValue } from '@/lib/rag/metadata/to-metadata-value'
import { removeChunks, sweepRemoved } from '@/lib/rag/remove-chunks'
import { requireRole, type ServiceContext, type Verb } from '../../context'
import { getKnowledgeBaseRow } from '../get-knowledge-base-row'
import { ingestJob } from '../ingest-job'

export const changeDocuments: Verb<typeof changeContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const base = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const { change, documentIds } = body
  switch (change.action) {
    case 'delete':
      return { changed: await binDocuments(ctx, base.id, documentIds) }
    case 'restore':
      return { changed: await readAgain(ctx, base.id, documentIds, 'deleted') }
    case 'retry':
      return { changed: await readAgain(ctx, base.id, documentIds, 'present') }
    case 'describe':
      return { changed: await setValues(ctx, base, documentIds, change.values) }
    default: {
      const unhandled: never = change
      throw new AppError('INTERNAL', `Unhandled change ${JSON.stringify(unhandled)}`)
    }
  }
}

/** In one transaction; as many as people change at once. */
const BINNED_AT_ONCE = 500

/**
 * They are found by nothing from now on, and can be brought back until the bin is emptied.
 * @returns how many were not in the bin yet
 */
export async function binDocuments(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'now'>,
  knowledgeBaseId: string,
  documentIds: readonly string[],
): Promise<number> {
  const gone: string[] = []
  try {
    for (let start = 0; start < documentIds.length; start += BINNED_AT_ONCE)
      gone.push(...(await binSome(ctx, knowledgeBaseId, documentIds.slice(start, start + BINNED_AT_ONCE))))
  } finally {
    void sweepRemoved(ctx.db, ctx.workspace.id, gone)
  }
  return gone.length
}

/** @returns those that were not in the bin yet */
async function binSome(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'now'>,
  knowledgeBaseId: string,
  documentIds: readonly string[],
): Promise<string[]> {
  const workspaceId = ctx.workspace.id
  return await ctx.db.transaction(async (tx) => {
    // Others that store into the index hold the knowledge base first, too.
    await tx
      .select({ id: knowledgeBases.id })
      .from(knowledgeBases)
      .where(and(eq(knowledgeBases.id, knowledgeBaseId), eq(knowledgeBases.workspaceId, workspaceId)))
      .for('share')
    const binned = await tx
      .update(documents)
      .set({ deletedAt: ctx.now(), chunkCount: 0 })
      .where(and(addressOf(workspaceId, knowledgeBaseId, documentIds), isNull(documents.deletedAt)))
      .returning({ id: documents.id })
    const ids = binned.map(({ id }) => id)
    await removeChunks(tx, workspaceId, ids)
    return ids
  })
}

/** Their files are read and embedded once more. */
async function readAgain(
  ctx: ServiceContext,
  knowledgeBaseId: string,
  documentIds: readonly string[],
  which: 'deleted' | 'present',
): Promise<number> {
  const workspaceId = ctx.workspace.id
  const isWanted = which === 'deleted' ? isNotNull(documents.deletedAt) : isNull(documents.deletedAt)
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
  for (const [name, given] of Object.entries(values)) {
    const field = base.metadataFields.find((candidate) => candidate.name === name)
    if (!field) throw new AppError('INVALID_INPUT', `There is no field “${name}”. Add it under Metadata first.`)
    if (given === null) continue
    const value = toMetadataValue(field, given)
    if (value === null) throw new AppError('INVALID_INPUT', `That is no value for “${name}”, which is a ${field.type}.`)
    set[name] = value
    origins[name] = 'person'
  }
  const without = sql`array[${sql.join(
    Object.keys(values).map((name) => sql`${name}::text`),
    sql`, `,
  )}]::text[]`
  const changed = await ctx.db
    .update(documents)
    .set({
      metadata: sql`(${documents.metadata} - ${without}) || ${JSON.stringify(set)}::jsonb`,
      metadataOrigins: sql`(${documents.metadataOrigins} - ${without}) || ${JSON.stringify(origins)}::jsonb`,
    })
    .where(and(addressOf(ctx.workspace.id, base.id, documentIds), isNull(documents.deletedAt)))
    .returning({ id: documents.id })
  return changed.length
}

function addressOf(workspaceId: string, knowledgeBaseId: string, documentIds: readonly string[]) {
  return and(
    eq(documents.workspaceId, workspaceId),
    eq(documents.knowledgeBaseId, knowledgeBaseId),
    inArray(documents.id, [...documentIds]),
  )
}
