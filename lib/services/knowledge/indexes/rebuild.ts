import 'server-only'
import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import type {
  cancelRebuild as cancelContract,
  continueRebuild as continueContract,
  discardIndex as discardContract,
  listIndexes as listContract,
  restoreIndex as restoreContract,
  startRebuild as startContract,
} from '@/lib/contracts/knowledge-indexes'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { indexedDocuments, knowledgeBases, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { problem } from '@/lib/messages/problems/problem'
import type { IndexRow } from '@/lib/rag/indexes/read-indexes'
import { emitAudit } from '../../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../../context'
import { getKnowledgeBaseRow } from '../get-knowledge-base-row'
import { deleteLater } from './build-index-job'
import { knownSettings } from './estimate-rebuild'
import { backgroundCaller, indexEmbedder } from './index-embedder'
import { buildIndexJob, deleteIndexJob } from './index-jobs'
import { indexViews } from './index-views'

/** The largest dimension of pgvector's index, with `halfvec`. */
const MAX_DIMENSIONS = 4_000

export const listIndexes: Verb<typeof listContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  return { indexes: await indexViews(ctx.db, { ...params, workspaceId: ctx.workspace.id }) }
}

export const startRebuild: Verb<typeof startContract> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  await requireFree(ctx.db, ctx, params.knowledgeBaseId)
  const settings = knownSettings(body)
  const dims =
    body.embedder.connection === 'builtin' && settings.dims
      ? settings.dims
      : await requestDimensions(ctx, body.embedder, signal)
  const indexId = newId()
  await ctx.db.transaction(async (tx) => {
    await lockFree(tx, ctx, params.knowledgeBaseId)
    await tx.insert(knowledgeIndexes).values({
      ...settings,
      id: indexId,
      workspaceId: ctx.workspace.id,
      ...params,
      dims,
      chunking: body.chunking,
      status: 'building',
      createdByName: ctx.actor.kind === 'user' ? ctx.actor.name : null,
    })
    const after = { index: indexId, embedder: body.embedder, dims }
    await emitAudit(tx, ctx, { action: 'knowledge.rebuild', subject: `knowledge:${params.knowledgeBaseId}`, after })
    await enqueue(ctx, indexId, tx)
  })
  return { indexId }
}

export const restoreIndex: Verb<typeof restoreContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await ctx.db.transaction(async (tx) => {
    await lockFree(tx, ctx, params.knowledgeBaseId)
    await change(tx, ctx, params, 'retired', { status: 'building', error: null })
    const subject = `knowledge:${params.knowledgeBaseId}`
    await emitAudit(tx, ctx, { action: 'knowledge.restore-index', subject, after: { index: params.indexId } })
    await enqueue(ctx, params.indexId, tx)
  })
  return { ok: true }
}

export const cancelRebuild: Verb<typeof cancelContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const status = sql<
    IndexRow['status']
  >`case when ${knowledgeIndexes.retiredAt} is null then 'discarded' else 'retired' end`
  const row = await change(ctx.db, ctx, params, 'building', { status, error: null })
  if (row.status === 'retired') await deleteLater(ctx.system, { workspaceId: ctx.workspace.id, indexId: row.id })
  else await deleteNow(ctx, row.id)
  return { ok: true }
}

export const continueRebuild: Verb<typeof continueContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  await ctx.db.transaction(async (tx) => {
    await change(tx, ctx, params, 'building', { error: null })
    // Failed documents are retried, unless they are to be skipped.
    if (!body.withoutFailed)
      await tx
        .delete(indexedDocuments)
        .where(
          and(
            eq(indexedDocuments.indexId, params.indexId),
            eq(indexedDocuments.workspaceId, ctx.workspace.id),
            isNotNull(indexedDocuments.error),
          ),
        )
    await enqueue(ctx, params.indexId, tx, body.withoutFailed)
  })
  return { ok: true }
}

export const discardIndex: Verb<typeof discardContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await change(ctx.db, ctx, params, 'retired', { status: 'discarded' })
  await deleteNow(ctx, row.id)
  return { ok: true }
}

async function requestDimensions(
  ctx: ServiceContext,
  embedder: { connection: string; model: string },
  signal: AbortSignal,
): Promise<number> {
  const caller = backgroundCaller(ctx.workspace.id, ctx.actor.kind === 'user' ? ctx.actor.userId : null)
  const [vector] = await indexEmbedder({ system: ctx.system, caller, index: { embedder }, use: 'query' })(['width'], {
    signal,
  })
  if (!vector || vector.length === 0) throw new AppError('MODEL_FAILED', problem('knowledge.modelWithoutVector'))
  if (vector.length > MAX_DIMENSIONS)
    throw new AppError(
      'INVALID_INPUT',
      problem('knowledge.tooManyDimensionsOfModel', { dimensions: vector.length, max: MAX_DIMENSIONS }),
    )
  return vector.length
}

/** No other build starts until the transaction ends. */
async function lockFree(tx: Transaction, ctx: ServiceContext, knowledgeBaseId: string): Promise<void> {
  await tx
    .select({ id: knowledgeBases.id })
    .from(knowledgeBases)
    .where(and(eq(knowledgeBases.id, knowledgeBaseId), eq(knowledgeBases.workspaceId, ctx.workspace.id)))
    .for('update')
  await requireFree(tx, ctx, knowledgeBaseId)
}

/** @throws CONFLICT while another index is being built */
async function requireFree(
  db: ServiceContext['db'] | Transaction,
  ctx: ServiceContext,
  knowledgeBaseId: string,
): Promise<void> {
  const [building] = await db
    .select({ id: knowledgeIndexes.id })
    .from(knowledgeIndexes)
    .where(
      and(
        eq(knowledgeIndexes.knowledgeBaseId, knowledgeBaseId),
        eq(knowledgeIndexes.workspaceId, ctx.workspace.id),
        eq(knowledgeIndexes.status, 'building'),
      ),
    )
  if (building) throw new AppError('CONFLICT', problem('knowledge.indexInProgress'))
}

interface Changes {
  status?: IndexRow['status'] | SQL<IndexRow['status']>
  error?: null
}

/** @throws CONFLICT when the state of the index has changed */
async function change(
  db: ServiceContext['db'] | Transaction,
  ctx: ServiceContext,
  { knowledgeBaseId, indexId }: { knowledgeBaseId: string; indexId: string },
  from: 'building' | 'retired',
  changes: Changes,
) {
  const address = and(
    eq(knowledgeIndexes.id, indexId),
    eq(knowledgeIndexes.knowledgeBaseId, knowledgeBaseId),
    eq(knowledgeIndexes.workspaceId, ctx.workspace.id),
  )
  const [row] = await db
    .update(knowledgeIndexes)
    .set(changes)
    .where(and(address, eq(knowledgeIndexes.status, from)))
    .returning({ id: knowledgeIndexes.id, status: knowledgeIndexes.status })
  if (row) return row
  const [other] = await db.select({ id: knowledgeIndexes.id }).from(knowledgeIndexes).where(address)
  if (!other) throw notFound('missing.index')
  throw new AppError(
    'CONFLICT',
    from === 'building' ? problem('knowledge.indexNotBuilding') : problem('knowledge.indexNotKept'),
  )
}

function enqueue(ctx: ServiceContext, indexId: string, tx: Transaction, withoutFailed = false): Promise<void> {
  const data = { workspaceId: ctx.workspace.id, indexId, withoutFailed }
  return ctx.system.jobs.send(buildIndexJob, data, { key: indexId, group: ctx.workspace.id, tx })
}

function deleteNow(ctx: ServiceContext, indexId: string): Promise<void> {
  // With a separate key, so that a job waiting for the retired index's time does not block it.
  return ctx.system.jobs.send(
    deleteIndexJob,
    { workspaceId: ctx.workspace.id, indexId },
    { key: `${indexId}/now`, group: ctx.workspace.id, priority: 'batch' },
  )
}
