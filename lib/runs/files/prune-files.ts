import 'server-only'
import { and, eq, lt } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { appFiles } from '@/lib/db/schema/app-files'
import { deleteFile } from '@/lib/files/store'

const BATCH = 100

/** Files that callers sent, from before this time. */
export async function pruneFiles(db: Database, workspaceId: string, before: Date): Promise<void> {
  for (;;) {
    const old = await db
      .select({ id: appFiles.id })
      .from(appFiles)
      .where(and(eq(appFiles.workspaceId, workspaceId), lt(appFiles.createdAt, before)))
      .limit(BATCH)
    for (const { id } of old) {
      // The bytes first: a row without them is found again by the next round.
      await deleteFile(workspaceId, id)
      await db.delete(appFiles).where(and(eq(appFiles.id, id), eq(appFiles.workspaceId, workspaceId)))
    }
    if (old.length < BATCH) return
  }
}
