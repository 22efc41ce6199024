import 'server-only'
import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { appFiles } from '@/lib/db/schema/app-files'
import { deleteFile } from '@/lib/files/store'

const BATCH = 100

/** Deletes callers' files older than this time. */
export async function pruneFiles(db: Database, workspaceId: string, before: Date): Promise<void> {
  for (;;) {
    const expiredFiles = await db
      .select({ id: appFiles.id })
      .from(appFiles)
      .where(and(eq(appFiles.workspaceId, workspaceId), lt(appFiles.createdAt, before)))
      .limit(BATCH)
    for (const { id } of expiredFiles) {
      // The bytes first: after a crash in between, the next round still finds the row.
      await deleteFile(workspaceId, id)
      await db.delete(appFiles).where(and(eq(appFiles.id, id), eq(appFiles.workspaceId, workspaceId)))
    }
    if (expiredFiles.length < BATCH) return
  }
}

/** Deletes visitors' files that no message has referenced within an hour. */
export async function pruneUnnamedFiles(db: Database): Promise<void> {
  const isUnnamed = and(
    eq(appFiles.byVisitor, true),
    isNull(appFiles.runId),
    isNull(appFiles.namedAt),
    lt(appFiles.createdAt, sql`now() - interval '1 hour'`),
  )
  for (;;) {
    const unusedFiles = await db
      .select({ id: appFiles.id, workspaceId: appFiles.workspaceId })
      .from(appFiles)
      .where(isUnnamed)
      .limit(BATCH)
    for (const { id, workspaceId } of unusedFiles) {
      // The row first, on condition that it is still unnamed: a message may reference the file at this moment.
      const deleted = await db
        .delete(appFiles)
        .where(and(eq(appFiles.id, id), eq(appFiles.workspaceId, workspaceId), isUnnamed))
        .returning({ id: appFiles.id })
      if (deleted.length > 0) await deleteFile(workspaceId, id)
    }
    if (unusedFiles.length < BATCH) return
  }
}
