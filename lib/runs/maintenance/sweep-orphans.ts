import 'server-only'
import { and, asc, eq, inArray, notExists } from 'drizzle-orm'
import { firstIdAt } from '@/lib/core/new-id'
import { appFiles } from '@/lib/db/schema/app-files'
import { knowledgeSearches } from '@/lib/db/schema/retrieval-lab'
import { runChunks, runEvents, runs, runValues } from '@/lib/db/schema/runs'
import { deleteFile } from '@/lib/files/store'
import type { System } from '@/lib/services/system'
import { findOrphans, isInRange, MAX_ORPHANS, type RunRange } from './find-orphans'
import { workspaceOfRun } from './workspace-of-run'

const SCANNED_ROWS = 100_000
const TABLES = [runEvents, runChunks, runValues, knowledgeSearches, appFiles]

/**
 * Deletes runs of deleted workspaces, and events, searches and files of deleted runs: a driver can still store them
 * while the workspace, or the run that it mirrors, is deleted. Each call scans a part of the tables.
 * @param after where the previous call stopped @returns where the next call continues, or null to start again
 */
export async function sweepOrphans(
  { db }: Pick<System, 'db'>,
  after: string | null,
  nowMs: number,
): Promise<string | null> {
  // A more recent run may still be in progress.
  const range: RunRange = { after, to: null, before: firstIdAt(nowMs - 60 * 60 * 1_000) }
  range.to = await endOfPart(db, range)
  await db.delete(runs).where(and(isInRange(range, runs.id), notExists(workspaceOfRun(db))))
  for (const table of TABLES) {
    const ids = (await findOrphans(db, table, range)).flatMap(({ runId }) => runId ?? [])
    if (ids.length === 0) continue
    if (table === appFiles) await deleteFiles(db, ids)
    else await db.delete(table).where(inArray(table.runId, ids))
    // There may be more, so the next call continues here.
    if (ids.length === MAX_ORPHANS) range.to = ids.at(-1) ?? null
  }
  return range.to
}

async function endOfPart(db: System['db'], range: RunRange): Promise<string | null> {
  const [row] = await db
    .select({ runId: runEvents.runId })
    .from(runEvents)
    .where(isInRange(range, runEvents.runId))
    .orderBy(asc(runEvents.runId))
    .limit(1)
    .offset(SCANNED_ROWS)
  return row?.runId ?? null
}

/** Deletes the bytes first: after a crash in between, the next call still finds the row. */
async function deleteFiles(db: System['db'], runIds: readonly string[]): Promise<void> {
  const { id, workspaceId, runId } = appFiles
  for (const file of await db.select({ id, workspaceId }).from(appFiles).where(inArray(runId, runIds))) {
    await deleteFile(file.workspaceId, file.id)
    await db.delete(appFiles).where(and(eq(id, file.id), eq(workspaceId, file.workspaceId)))
  }
}
