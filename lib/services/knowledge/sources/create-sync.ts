import 'server-only'
import { and, desc, eq, lt } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import { problem } from '@/lib/messages/problems/problem'
import type { System } from '../../system'
import type { SourceRow, SyncRow } from './get-source-row'
import { syncJob } from './sync-job'

const KEPT_SYNCS = 30

export interface NewSync {
  cause: SyncRow['cause']
  startedByName?: string
}

/** Starts a sync with its job in one transaction; null while another one of this source is open. */
export async function createSync(
  tx: Transaction,
  { jobs }: Pick<System, 'jobs'>,
  source: Pick<SourceRow, 'id' | 'workspaceId'>,
  { cause, startedByName }: NewSync,
): Promise<SyncRow | null> {
  const values = { id: newId(), workspaceId: source.workspaceId, sourceId: source.id, cause, status: 'queued' as const }
  const [row] = await tx
    .insert(sourceSyncs)
    .values({ ...values, startedByName: startedByName ?? null })
    .onConflictDoNothing()
    .returning()
  if (!row) return null
  const data = { workspaceId: source.workspaceId, sourceId: source.id, syncId: row.id }
  await jobs.send(syncJob, data, { key: row.id, group: source.workspaceId, tx })
  await deleteOldSyncs(tx, source.id)
  return row
}

export const stillSyncing = () => new AppError('CONFLICT', problem('sources.syncInProgress'))

async function deleteOldSyncs(tx: Transaction, sourceId: string): Promise<void> {
  const [oldest] = await tx
    .select({ id: sourceSyncs.id })
    .from(sourceSyncs)
    .where(eq(sourceSyncs.sourceId, sourceId))
    .orderBy(desc(sourceSyncs.id))
    .offset(KEPT_SYNCS)
    .limit(1)
  if (oldest) await tx.delete(sourceSyncs).where(and(eq(sourceSyncs.sourceId, sourceId), lt(sourceSyncs.id, oldest.id)))
}
