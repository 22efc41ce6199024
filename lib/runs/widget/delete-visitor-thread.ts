import 'server-only'
import { and, eq, inArray, isNull, notExists, sql } from 'drizzle-orm'
import type { Json } from '@/lib/core/json'
import type { Database, Transaction } from '@/lib/db/database'
import { appFiles } from '@/lib/db/schema/app-files'
import { runs } from '@/lib/db/schema/runs'
import { appVariables } from '@/lib/db/schema/variables'
import { deleteBytes } from '@/lib/services/app-files/generated-files'
import type { Visitor } from '@/lib/services/visitors/visitor'
import { deleteRuns } from '../maintenance/delete-runs'

const ENDED: readonly string[] = ['succeeded', 'failed', 'cancelled']

export interface DeletedThread {
  /** Runs that have not ended. While there are any, nothing is deleted. */
  activeRunIds: string[]
}

/** Deletes a visitor's conversation: its runs, traces, ratings, variables and the files that only it refers to. */
export async function deleteVisitorThread(
  db: Database,
  { app, endUser, thread }: Visitor & { thread: string },
): Promise<DeletedThread> {
  const { workspaceId, appId } = app
  const { activeRunIds, fileIds } = await db.transaction(async (tx) => {
    const found = await tx
      .select({ id: runs.id, status: runs.status, inputs: runs.inputs })
      .from(runs)
      .where(
        and(
          eq(runs.workspaceId, workspaceId),
          eq(runs.appId, appId),
          eq(runs.endUser, endUser),
          eq(runs.thread, thread),
        ),
      )
      .for('update')
    const active = found.filter(({ status }) => !ENDED.includes(status)).map(({ id }) => id)
    if (active.length > 0) return { activeRunIds: active, fileIds: [] }
    const fileIds = await deleteRuns(
      tx,
      workspaceId,
      found.map(({ id }) => id),
    )
    await tx
      .delete(appVariables)
      .where(
        and(
          eq(appVariables.workspaceId, workspaceId),
          eq(appVariables.appId, appId),
          eq(appVariables.scope, 'conversation'),
          eq(appVariables.scopeKey, thread),
        ),
      )
    const sent = await deleteSentFiles(tx, { app, endUser }, [...new Set(found.flatMap(({ inputs }) => idsIn(inputs)))])
    return { activeRunIds: [], fileIds: [...fileIds, ...sent] }
  })
  await deleteBytes(workspaceId, fileIds)
  return { activeRunIds }
}

/** An identical file that was sent in two conversations is stored once, so it stays until the last is deleted. */
async function deleteSentFiles(tx: Transaction, { app, endUser }: Visitor, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { workspaceId, appId } = app
  const isSentElsewhere = tx
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(runs.appId, appId),
        eq(runs.endUser, endUser),
        sql`strpos(${runs.inputs}::text, ${appFiles.id}::text) > 0`,
      ),
    )
  const deleted = await tx
    .delete(appFiles)
    .where(
      and(
        eq(appFiles.workspaceId, workspaceId),
        eq(appFiles.appId, appId),
        eq(appFiles.endUser, endUser),
        isNull(appFiles.runId),
        inArray(appFiles.id, ids),
        notExists(isSentElsewhere),
      ),
    )
    .returning({ id: appFiles.id })
  return deleted.map(({ id }) => id)
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Ids of files anywhere in the inputs of a run. */
function idsIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(idsIn)
  const { fileId } = value
  return typeof fileId === 'string' && UUID.test(fileId) ? [fileId] : Object.values(value).flatMap(idsIn)
}
