import 'server-only'
import { and, asc, eq, gt, lt, lte, notExists, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { firstIdAt } from '@/lib/core/new-id'
import { appFiles } from '@/lib/db/schema/app-files'
import { knowledgeSearches } from '@/lib/db/schema/retrieval-lab'
import { runChunks, runEvents, runs, runValues } from '@/lib/db/schema/runs'
import { deleteFile } from '@/lib/files/store'
import type { System } from '@/lib/services/system'
import { workspaceOfRun } from './workspace-of-run'

const SWEPT_ROWS = 100_000

/**
 * Deletes runs of workspaces that are gone, and events, searches and files of runs that are gone: what a driver still
 * stored while its workspace, or the run that it mirrors, was being deleted. Looks through a part of the tables each time.
 * @param after where to go on @returns where the next look goes on, null: at the start
 */
export async function sweepOrphans(
  { db }: Pick<System, 'db'>,
  after: string | null,
  nowMs: number,
): Promise<string | null> {
  // A run that is younger may be on its way.
  const young = firstIdAt(nowMs - 60 * 60 * 1_000)
  const part = await db
    .select({ runId: runEvents.runId })
    .from(runEvents)
    .where(and(lt(runEvents.runId, young), after === null ? undefined : gt(runEvents.runId, after)))
    .orderBy(asc(runEvents.runId))
    .limit(1)
    .offset(SWEPT_ROWS)
  const end = part[0]?.runId ?? null
  const isInPart = (id: PgColumn): SQL | undefined =>
    and(lt(id, young), after === null ? undefined : gt(id, after), end === null ? undefined : lte(id, end))
  await db.delete(runs).where(and(isInPart(runs.id), notExists(workspaceOfRun(db))))
  const isGone = (runId: PgColumn): SQL | undefined =>
    and(isInPart(runId), notExists(db.select({ id: runs.id }).from(runs).where(eq(runs.id, runId))))
  for (const table of [runEvents, runChunks, runValues, knowledgeSearches])
    await db.delete(table).where(isGone(table.runId))
  await deleteFiles(db, isGone(appFiles.runId))
  return end
}

/** The bytes first: a row without them is found again. */
async function deleteFiles(db: System['db'], which: SQL | undefined): Promise<void> {
  const { id, workspaceId } = appFiles
  for (const file of await db.select({ id, workspaceId }).from(appFiles).where(which)) {
    await deleteFile(file.workspaceId, file.id)
    await db.delete(appFiles).where(and(eq(id, file.id), eq(workspaceId, file.workspaceId)))
  }
}
