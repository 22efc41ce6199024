import 'server-only'
import { and, count, desc, eq, inArray, isNull, notInArray } from 'drizzle-orm'
import type { SourceView, SyncView } from '@/lib/contracts/knowledge-sources'
import type { Database } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import { sourceItems, sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import type { SourceRow, SyncRow } from './get-source-row'

export async function syncView(db: Database, row: SyncRow): Promise<SyncView> {
  return toSyncView(row, await pendingOf(db, row))
}

/** One statement per table, however many sources there are. */
export async function sourceViews(
  db: Database,
  workspaceId: string,
  rows: readonly SourceRow[],
): Promise<SourceView[]> {
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const latest = await db
    .selectDistinctOn([sourceSyncs.sourceId])
    .from(sourceSyncs)
    .where(and(inArray(sourceSyncs.sourceId, ids), eq(sourceSyncs.workspaceId, workspaceId)))
    .orderBy(sourceSyncs.sourceId, desc(sourceSyncs.id))
  const counts = await db
    .select({ sourceId: documents.sourceId, count: count() })
    .from(documents)
    .where(and(inArray(documents.sourceId, ids), eq(documents.workspaceId, workspaceId), isNull(documents.deletedAt)))
    .groupBy(documents.sourceId)
  return Promise.all(
    rows.map(async (row) => {
      const last = latest.find(({ sourceId }) => sourceId === row.id)
      return {
        id: row.id,
        kind: row.kind,
        name: row.name,
        settings: row.settings,
        hasSecret: row.encryptedSecret !== null,
        last4: row.last4,
        cron: row.cron,
        timeZone: row.timeZone,
        access: row.access,
        metadata: row.metadata,
        nextSyncAt: row.nextSyncAt?.toISOString() ?? null,
        documentCount: counts.find(({ sourceId }) => sourceId === row.id)?.count ?? 0,
        lastSync: last ? await syncView(db, last) : null,
        createdAt: row.createdAt.toISOString(),
      }
    }),
  )
}

async function pendingOf(db: Database, { id, sourceId, workspaceId, status }: SyncRow): Promise<number> {
  switch (status) {
    case 'listing':
    case 'fetching':
      return db.$count(sourceItems, and(eq(sourceItems.syncId, id), eq(sourceItems.pending, true)))
    case 'indexing':
      return db.$count(documents, unfinishedOf(workspaceId, sourceId))
    default:
      return 0
  }
}

/** Documents of a source that are not searchable yet. */
export function unfinishedOf(workspaceId: string, sourceId: string) {
  return and(
    eq(documents.sourceId, sourceId),
    eq(documents.workspaceId, workspaceId),
    isNull(documents.deletedAt),
    notInArray(documents.status, ['ready', 'failed']),
  )
}

function toSyncView(row: SyncRow, pending: number): SyncView {
  const { id, cause, status, startedByName, added, updated, unchanged, removed, failed, skipped, vanished, removal } =
    row
  return {
    id,
    cause,
    status,
    startedByName,
    added,
    updated,
    unchanged,
    removed,
    failed,
    skipped,
    vanished,
    removal,
    pending,
    cutOff: row.cutOff,
    cutOffRef: row.cutOffRef,
    error: row.error,
    errorRef: row.errorRef,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}
