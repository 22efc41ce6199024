import 'server-only'
import { and, asc, count, desc, eq, exists, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/knowledge-sources'
import { AppError } from '@/lib/core/app-error'
import { documents } from '@/lib/db/schema/knowledge'
import { sourceItems, sourceSyncItems, sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../../context'
import { maySee, seenBy } from '../viewer-of-caller'
import { createSync, stillSyncing } from './create-sync'
import { getSourceRow, getSyncRow, type SourceRow } from './get-source-row'
import { removeVanished } from './remove-vanished'
import { syncView } from './source-views'
import { nameOf } from './sources'

const SHOWN_SYNCS = 30

export const startSync: Verb<typeof contract.startSync> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const source = await getSourceRow(ctx.db, ctx.workspace.id, params)
  const sync = await ctx.db.transaction(async (tx) => {
    const started = await createSync(tx, ctx.system, source, { cause: 'person', startedByName: nameOf(ctx) })
    if (!started) throw stillSyncing()
    await emitAudit(tx, ctx, { action: 'source.sync', subject: `source:${source.id}`, after: { name: source.name } })
    return started
  })
  return syncView(ctx.db, sync)
}

export const listSyncs: Verb<typeof contract.listSyncs> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const source = await getSourceRow(ctx.db, ctx.workspace.id, params)
  const found = await ctx.db
    .select()
    .from(sourceSyncs)
    .where(and(eq(sourceSyncs.sourceId, source.id), eq(sourceSyncs.workspaceId, ctx.workspace.id)))
    .orderBy(desc(sourceSyncs.id))
    .limit(SHOWN_SYNCS)
  return { syncs: await Promise.all(found.map((row) => syncView(ctx.db, row))) }
}

/** Cancels a sync. Its job stops within half a second, and stored documents stay. */
export const cancelSync: Verb<typeof contract.cancelSync> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const source = await getSourceRow(ctx.db, ctx.workspace.id, params)
  const sync = await getSyncRow(ctx.db, ctx.workspace.id, { sourceId: source.id, syncId: params.syncId })
  const [row] = await ctx.db
    .update(sourceSyncs)
    .set({ status: 'cancelled', endedAt: sql`now()` })
    .where(
      and(
        eq(sourceSyncs.id, sync.id),
        eq(sourceSyncs.workspaceId, ctx.workspace.id),
        inArray(sourceSyncs.status, ['queued', 'listing', 'fetching', 'indexing']),
      ),
    )
    .returning()
  return syncView(ctx.db, row ?? sync)
}

export const decideRemoval: Verb<typeof contract.decideRemoval> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const source = await getSourceRow(ctx.db, ctx.workspace.id, params)
  const sync = await getSyncRow(ctx.db, ctx.workspace.id, { sourceId: source.id, syncId: params.syncId })
  const [newest] = await ctx.db
    .select({ id: sourceSyncs.id })
    .from(sourceSyncs)
    .where(and(eq(sourceSyncs.sourceId, source.id), eq(sourceSyncs.workspaceId, ctx.workspace.id)))
    .orderBy(desc(sourceSyncs.id))
    .limit(1)
  if (newest?.id !== sync.id) throw new AppError('CONFLICT', problem('sources.syncedSince'))
  const decided = await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(sourceSyncs)
      .set({ removal: body.decision === 'remove' ? 'removed' : 'kept' })
      .where(
        and(
          eq(sourceSyncs.id, sync.id),
          eq(sourceSyncs.workspaceId, ctx.workspace.id),
          eq(sourceSyncs.status, 'done'),
          eq(sourceSyncs.removal, 'asked'),
        ),
      )
      .returning()
    if (!row) throw new AppError('CONFLICT', problem('sources.alreadyDecided'))
    const after = { name: source.name, decision: body.decision, documents: row.vanished }
    await emitAudit(tx, ctx, { action: 'source.removal', subject: `source:${source.id}`, after })
    return row
  })
  if (body.decision === 'remove') {
    const address = { workspaceId: ctx.workspace.id, sourceId: source.id, syncId: sync.id }
    await removeVanished({ system: ctx.system, address, source }, ne(sourceItems.syncId, sync.id))
  }
  return syncView(
    ctx.db,
    (await getSyncRow(ctx.db, ctx.workspace.id, { sourceId: source.id, syncId: sync.id })) ?? decided,
  )
}

/** Failures first, which is why people open a report. */
const ORDER = sql`case ${sourceSyncItems.outcome} when 'failed' then 0 when 'removed' then 1 when 'updated' then 2 when 'added' then 3 else 4 end`

export const listSyncItems: Verb<typeof contract.listSyncItems> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const source = await getSourceRow(ctx.db, ctx.workspace.id, params)
  const sync = await getSyncRow(ctx.db, ctx.workspace.id, { sourceId: source.id, syncId: params.syncId })
  const matching = and(
    eq(sourceSyncItems.syncId, sync.id),
    eq(sourceSyncItems.workspaceId, ctx.workspace.id),
    isSeen(ctx, source),
    query.outcome ? eq(sourceSyncItems.outcome, query.outcome) : undefined,
  )
  const { key, name, url, outcome, reason, reasonRef, documentId } = sourceSyncItems
  const items = await ctx.db
    .select({ key, name, url, outcome, reason, reasonRef, documentId })
    .from(sourceSyncItems)
    .where(matching)
    .orderBy(ORDER, asc(sourceSyncItems.key))
    .offset(query.offset)
    .limit(query.limit)
  const [row] = await ctx.db.select({ total: count() }).from(sourceSyncItems).where(matching)
  return { items, total: row?.total ?? 0 }
}

/** A report lists only documents that the reader may see. Items without a document follow the source's access. */
function isSeen(ctx: ServiceContext, source: Pick<SourceRow, 'access'>): SQL | undefined {
  const seen = seenBy(ctx.actor)
  if (!seen) return undefined
  const documentIds = ctx.db
    .select({ one: sql`1` })
    .from(documents)
    .where(and(eq(documents.id, sourceSyncItems.documentId), eq(documents.workspaceId, ctx.workspace.id), seen))
  return maySee(ctx.actor, source.access)
    ? or(isNull(sourceSyncItems.documentId), exists(documentIds))
    : exists(documentIds)
}
