import 'server-only'
import { and, asc, eq, inArray, isNotNull, lt, ne, notExists, notLike, sql } from 'drizzle-orm'
import { firstIdAt } from '@/lib/core/new-id'
import { workspaces } from '@/lib/db/schema/auth'
import { batches } from '@/lib/db/schema/automations'
import { conversations, conversationTurns } from '@/lib/db/schema/conversations'
import { memories } from '@/lib/db/schema/memories'
import { idempotencyKeys, runChunks, runGraphs, runs } from '@/lib/db/schema/runs'
import { appVariables } from '@/lib/db/schema/variables'
import { deleteBytes } from '@/lib/services/app-files/generated-files'
import { pruneFiles } from '@/lib/services/app-files/prune-files'
import { pruneSpends } from '@/lib/services/budgets/prune-spends'
import { pruneMessages } from '@/lib/services/channels/prune-messages'
import { prunePurgedDocuments } from '@/lib/services/knowledge/documents/prune-purged-documents'
import { TIMELESS_CLAIM } from '@/lib/services/runs/claim-idempotency-key'
import type { System } from '@/lib/services/system'
import { deleteRuns } from './delete-runs'

/** Runs per statement: small enough not to block others. */
const BATCH = 500
const DAY_MS = 24 * 60 * 60 * 1_000
const ENDED = ['succeeded', 'failed', 'cancelled'] as const

/**
 * Deletes data that exceeds the retention period of each workspace: ended runs with their events and feedback, conversations
 * that become empty, and the access of deleted documents that only such runs can have read. Run ids are ordered by
 * time, so old runs are the beginning of an index. Paused runs stay, however old.
 * @returns the number of deleted runs
 */
export async function pruneRuns({ db }: Pick<System, 'db'>, nowMs: number): Promise<number> {
  await db.delete(runChunks).where(lt(runChunks.createdAt, sql`now() - interval '1 day'`))
  await pruneClaims(db)
  const policies = await db
    .select({ workspaceId: workspaces.id, days: workspaces.retentionDays })
    .from(workspaces)
    .where(isNotNull(workspaces.retentionDays))
  let deleted = 0
  for (const { workspaceId, days } of policies) {
    const firstKeptId = firstIdAt(nowMs - (days ?? 0) * DAY_MS)
    for (let count = BATCH; count === BATCH; deleted += count) count = await pruneBatch(db, workspaceId, firstKeptId)
    const since = new Date(nowMs - (days ?? 0) * DAY_MS)
    await pruneConversations(db, workspaceId, since)
    await pruneVariables(db, workspaceId, since)
    await pruneFiles(db, workspaceId, since)
    await prunePurgedDocuments(db, workspaceId, since)
    await pruneVisitorBatches(db, workspaceId, firstKeptId)
  }
  await db.delete(memories).where(lt(memories.expiresAt, sql`now()`))
  await pruneGraphs(db)
  await pruneSpends(db)
  await pruneMessages(db)
  return deleted
}

async function pruneClaims(db: System['db']): Promise<void> {
  const isOld = lt(idempotencyKeys.createdAt, sql`now() - interval '7 days'`)
  await db.delete(idempotencyKeys).where(and(isOld, notLike(idempotencyKeys.key, `${TIMELESS_CLAIM}%`)))
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, sql`now() - interval '1 year'`))
}

async function pruneBatch(db: System['db'], workspaceId: string, before: string): Promise<number> {
  const expiredRuns = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), lt(runs.id, before), inArray(runs.status, [...ENDED])))
    .orderBy(asc(runs.id))
    .limit(BATCH)
  const ids = expiredRuns.map(({ id }) => id)
  if (ids.length === 0) return 0
  await deleteBytes(workspaceId, await db.transaction((tx) => deleteRuns(tx, workspaceId, ids)))
  return ids.length
}

/** Deletes conversations without turns. */
async function pruneConversations(db: System['db'], workspaceId: string, before: Date): Promise<void> {
  const turns = db
    .select({ runId: conversationTurns.runId })
    .from(conversationTurns)
    .where(eq(conversationTurns.conversationId, conversations.id))
  await db
    .delete(conversations)
    .where(and(eq(conversations.workspaceId, workspaceId), lt(conversations.updatedAt, before), notExists(turns)))
}

/** Deletes variables of conversations and end users that were not changed within the period; an app keeps its own. */
async function pruneVariables(db: System['db'], workspaceId: string, before: Date): Promise<void> {
  const isOld = and(inArray(appVariables.scope, ['conversation', 'user']), lt(appVariables.updatedAt, before))
  await db.delete(appVariables).where(and(eq(appVariables.workspaceId, workspaceId), isOld))
}

/** Visitors' batches are deleted with their runs; a member's batches stay until they are deleted manually. */
async function pruneVisitorBatches(db: System['db'], workspaceId: string, before: string): Promise<void> {
  const isOld = and(isNotNull(batches.endUser), lt(batches.id, before), ne(batches.status, 'running'))
  await db.delete(batches).where(and(eq(batches.workspaceId, workspaceId), isOld))
}

/** Deletes stored draft graphs that no run needs any longer. */
async function pruneGraphs(db: System['db']): Promise<void> {
  const users = db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.workspaceId, runGraphs.workspaceId), eq(runs.graphHash, runGraphs.hash)))
  await db.delete(runGraphs).where(and(lt(runGraphs.createdAt, sql`now() - interval '1 day'`), notExists(users)))
}
