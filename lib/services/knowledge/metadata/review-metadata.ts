import 'server-only'
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type {
  cancelMetadataFill as cancelContract,
  fillMetadata as fillContract,
  listProposals as listContract,
  reviewProposals as reviewContract,
} from '@/lib/contracts/knowledge-metadata'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { documents, metadataFills } from '@/lib/db/schema/knowledge'
import { problem } from '@/lib/messages/problems/problem'
import { requireRole, type ServiceContext, type Verb } from '../../context'
import { getKnowledgeBaseRow } from '../get-knowledge-base-row'
import { seenBy } from '../viewer-of-caller'
import { fillMetadataJob } from './fill-metadata'

const SHOWN = 50

export const startMetadataFill: Verb<typeof fillContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const base = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const unknown = body.fields.find((name) => !base.metadataFields.some((field) => field.name === name))
  if (unknown !== undefined)
    throw new AppError('INVALID_INPUT', problem('knowledge.fieldNotDefined', { name: unknown }))
  const fillId = newId()
  await ctx.db.transaction(async (tx) => {
    const [size] = await tx
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(documents)
      .where(and(hereIn(ctx, base.id), gt(documents.revision, 0), isNull(documents.deletedAt)))
    const added = await tx
      .insert(metadataFills)
      .values({
        id: fillId,
        workspaceId: ctx.workspace.id,
        knowledgeBaseId: base.id,
        status: 'running',
        fields: body.fields,
        model: body.model ?? { connection: 'auto', model: 'auto' },
        totalCount: size?.count ?? 0,
      })
      .onConflictDoNothing()
      .returning({ id: metadataFills.id })
    if (added.length === 0) throw new AppError('CONFLICT', problem('knowledge.metadataInProgress'))
    const data = { workspaceId: ctx.workspace.id, fillId }
    await ctx.system.jobs.send(fillMetadataJob, data, { key: fillId, group: ctx.workspace.id, tx })
  })
  return { ok: true }
}

export const cancelMetadataFill: Verb<typeof cancelContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  await ctx.db
    .update(metadataFills)
    .set({ status: 'cancelled' })
    .where(
      and(
        eq(metadataFills.knowledgeBaseId, params.knowledgeBaseId),
        eq(metadataFills.workspaceId, ctx.workspace.id),
        eq(metadataFills.status, 'running'),
      ),
    )
  return { ok: true }
}

export const listProposals: Verb<typeof listContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const { status, doneCount, totalCount, error, errorRef } = metadataFills
  const waiting = and(
    hereIn(ctx, params.knowledgeBaseId),
    isNotNull(documents.proposedMetadata),
    isNull(documents.deletedAt),
    seenBy(ctx.actor),
  )
  const [[fill], [size], found] = await Promise.all([
    ctx.db
      .select({ status, doneCount, totalCount, error, errorRef })
      .from(metadataFills)
      .where(
        and(eq(metadataFills.knowledgeBaseId, params.knowledgeBaseId), eq(metadataFills.workspaceId, ctx.workspace.id)),
      )
      .orderBy(desc(metadataFills.id))
      .limit(1),
    ctx.db
      .select({ total: sql<number>`count(*)`.mapWith(Number) })
      .from(documents)
      .where(waiting),
    ctx.db
      .select({ documentId: documents.id, name: documents.name, values: documents.proposedMetadata })
      .from(documents)
      .where(waiting)
      .orderBy(asc(documents.id))
      .limit(SHOWN),
  ])
  return {
    fill: fill ?? null,
    proposals: found.map((row) => ({ ...row, values: row.values ?? {} })),
    total: size?.total ?? 0,
  }
}

/** Accepted values count as the document's own from then on, marked as proposed by a model. */
export const reviewProposals: Verb<typeof reviewContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  // A value written by a person meanwhile takes precedence over an earlier proposal.
  const accepted = {
    metadata: sql`${documents.proposedMetadata} || ${documents.metadata}`,
    metadataOrigins: sql`(select coalesce(jsonb_object_agg(key, 'model'), '{}'::jsonb)
      from jsonb_object_keys(${documents.proposedMetadata}) as key) || ${documents.metadataOrigins}`,
  }
  const changed = await ctx.db
    .update(documents)
    .set({ ...(body.accept ? accepted : {}), proposedMetadata: null })
    .where(
      and(
        hereIn(ctx, params.knowledgeBaseId),
        isNotNull(documents.proposedMetadata),
        body.documentIds === null ? undefined : inArray(documents.id, body.documentIds),
      ),
    )
    .returning({ id: documents.id })
  return { changed: changed.length }
}

function hereIn(ctx: ServiceContext, knowledgeBaseId: string) {
  return and(eq(documents.knowledgeBaseId, knowledgeBaseId), eq(documents.workspaceId, ctx.workspace.id))
}
