import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { storedFiles } from '@/lib/db/schema/files'
import { problem } from '@/lib/messages/problems/problem'
import type { FileStore } from './store'

/**
 * Stores files in PostgreSQL, where every process finds them.
 * @param older files that were uploaded while this instance stored them in a folder
 */
export function createDatabaseStore(db: Database, older: FileStore): FileStore {
  return {
    async putFile(workspaceId, bytes) {
      const id = newId()
      try {
        await db.insert(storedFiles).values({ workspaceId, id, sizeBytes: bytes.byteLength, bytes })
      } catch (cause) {
        throw new AppError('UNAVAILABLE', problem('files.databaseFull'), { cause })
      }
      return id
    },
    async readFile(workspaceId, fileId) {
      const [row] = await db
        .select({ bytes: storedFiles.bytes })
        .from(storedFiles)
        .where(and(eq(storedFiles.workspaceId, workspaceId), eq(storedFiles.id, fileId)))
      return row?.bytes ?? older.readFile(workspaceId, fileId)
    },
    async deleteFile(workspaceId, fileId) {
      await db.delete(storedFiles).where(and(eq(storedFiles.workspaceId, workspaceId), eq(storedFiles.id, fileId)))
      await older.deleteFile(workspaceId, fileId)
    },
    async deleteWorkspaceFiles(workspaceId) {
      await db.delete(storedFiles).where(eq(storedFiles.workspaceId, workspaceId))
      await older.deleteWorkspaceFiles(workspaceId)
    },
  }
}
