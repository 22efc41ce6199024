import 'server-only'
import { and, eq, inArray, isNull, ne, notExists, sql } from 'drizzle-orm'
import { documents } from '@/lib/db/schema/knowledge'
import { sourceItems, sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import { problem } from '@/lib/messages/problems/problem'
import type { System } from '../../system'
import type { SourceRow } from './get-source-row'
import { moveToTrash } from './process-item'
import { ofSync, report } from './sync-items'
import type { SyncData } from './sync-job'

const AT_ONCE = 200

interface Removal {
  system: System
  address: SyncData
  source: SourceRow
}

/** Removes missing items after a complete listing. If more than half are missing, a person must confirm. */
export async function settleVanished(removal: Removal): Promise<void> {
  const { system, address } = removal
  const total = await countLive(removal, undefined)
  const vanished = await countLive(removal, ne(sourceItems.syncId, address.syncId))
  if (vanished * 2 > total) {
    await system.db.update(sourceSyncs).set({ vanished, removal: 'asked' }).where(ofSync(address))
    return
  }
  await removeVanished(removal, ne(sourceItems.syncId, address.syncId))
  await forgetItems(removal)
}

/**
 * Moves documents of matching items to the trash, adds them to the report and removes the items. After a crash it
 * removes the rest.
 */
export async function removeVanished(
  { system, address, source }: Removal,
  which: ReturnType<typeof ne>,
): Promise<void> {
  for (;;) {
    const { key, name, url } = sourceItems
    const vanished = await system.db
      .select({ key, name, url, documentId: documents.id })
      .from(sourceItems)
      .innerJoin(documents, liveDocument(source))
      .where(and(isOfSource(source), which))
      .limit(AT_ONCE)
    if (vanished.length === 0) return
    await system.db.transaction(async (tx) => {
      const lines = vanished.map((line) => ({
        ...line,
        outcome: 'removed' as const,
        reason: problem('sources.itemGone'),
        documentId: null,
      }))
      await report(tx, address, lines)
      // Items that reappear are imported again, unlike those that a person deleted here.
      const keys = vanished.map((line) => line.key)
      await tx
        .update(sourceItems)
        .set({ fingerprint: null, memo: null, revision: null, documentId: null })
        .where(and(isOfSource(source), inArray(sourceItems.key, keys)))
    })
    await moveToTrash(
      { system, address, source },
      vanished.map(({ documentId }) => documentId),
    )
  }
}

async function countLive({ system, source }: Removal, which: ReturnType<typeof ne> | undefined): Promise<number> {
  const [row] = await system.db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(sourceItems)
    .innerJoin(documents, liveDocument(source))
    .where(and(isOfSource(source), which))
  return row?.count ?? 0
}

/** Deletes items of earlier syncs without a document: dead links, and items just removed. */
async function forgetItems({ system, address, source }: Removal): Promise<void> {
  const live = system.db.select({ one: sql`1` }).from(documents).where(liveDocument(source))
  await system.db
    .delete(sourceItems)
    .where(and(isOfSource(source), ne(sourceItems.syncId, address.syncId), notExists(live)))
}

const isOfSource = ({ id, workspaceId }: SourceRow) =>
  and(eq(sourceItems.sourceId, id), eq(sourceItems.workspaceId, workspaceId))
const liveDocument = ({ id }: SourceRow) =>
  and(eq(documents.sourceId, id), eq(documents.sourceKey, sourceItems.key), isNull(documents.deletedAt))
