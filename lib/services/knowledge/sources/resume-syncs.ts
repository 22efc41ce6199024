import 'server-only'
import { inArray } from 'drizzle-orm'
import { sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import type { System } from '../../system'
import { syncJob } from './sync-job'

/** Queues syncs that an earlier process left open. Waiting jobs keep their key, so none is duplicated. */
export async function resumeSyncs({ db, jobs }: Pick<System, 'db' | 'jobs'>): Promise<void> {
  const { id: syncId, sourceId, workspaceId } = sourceSyncs
  const openSyncs = await db
    .select({ syncId, sourceId, workspaceId })
    .from(sourceSyncs)
    .where(inArray(sourceSyncs.status, ['queued', 'listing', 'fetching', 'indexing']))
  for (const sync of openSyncs) await jobs.send(syncJob, sync, { key: sync.syncId, group: sync.workspaceId })
}
