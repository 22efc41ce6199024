import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { FileRef } from '@/lib/core/file-ref'
import { internalError } from '@/lib/core/internal-error'
import type { Database, Transaction } from '@/lib/db/database'
import { appFiles } from '@/lib/db/schema/app-files'
import { runs } from '@/lib/db/schema/runs'
import type { EnginePorts } from '@/lib/engine/ports'
import { sha256Of } from '@/lib/files/sha256-of'
import { deleteFile, putFile } from '@/lib/files/store'
import { problem } from '@/lib/messages/problems/problem'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import { createdFileQuota } from './file-quota'

type Files = EnginePorts['files']

/**
 * Stores a file created by a step; it is deleted with its run. @throws TOO_LARGE at the storage limit of the workspace,
 * CANCELLED when the run was deleted
 */
export async function keepFile(
  db: Database,
  { workspaceId, appId, environment, runId, keyId, endUser, actsFor }: Caller,
  { bytes, mediaType, name }: Parameters<Files['keep']>[0],
): Promise<FileRef> {
  if (appId === null) throw internalError('Files belong to apps.')
  const sizeBytes = bytes.byteLength
  const byVisitor = keyId === null && endUser !== null
  const quota = await createdFileQuota(db, { workspaceId, byVisitor })
  if (sizeBytes > quota.bytes) throw new AppError('TOO_LARGE', quota.problem)
  const id = await putFile(workspaceId, bytes)
  const sha256 = await sha256Of(bytes)
  const owner = { workspaceId, appId, environment: environment ?? undefined, runId, endUser, byVisitor }
  try {
    await db.insert(appFiles).values({ id, ...owner, name, mediaType, sha256, sizeBytes })
    // Shadow runs are the only runs that can be deleted while they are active.
    if (actsFor && runId !== null) await requireRun(db, { workspaceId, runId })
  } catch (error) {
    await deleteFile(workspaceId, id)
    await db.delete(appFiles).where(and(eq(appFiles.id, id), eq(appFiles.workspaceId, workspaceId)))
    throw error
  }
  return { fileId: id, name, mediaType, sizeBytes }
}

/** The lock waits for a concurrent deletion that has not seen the file. @throws CANCELLED */
async function requireRun(db: Database, { workspaceId, runId }: { workspaceId: string; runId: string }): Promise<void> {
  const [run] = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, workspaceId)))
    .for('share')
  if (!run) throw new AppError('CANCELLED', problem('runs.deleted'))
}

/** Deletes the rows of files created by runs. @returns ids of the bytes, to delete once that is committed */
export async function removeRunFiles(tx: Transaction, workspaceId: string, runIds: string[]): Promise<string[]> {
  const deleted = await tx
    .delete(appFiles)
    .where(and(eq(appFiles.workspaceId, workspaceId), inArray(appFiles.runId, runIds)))
    .returning({ id: appFiles.id })
  return deleted.map(({ id }) => id)
}

export async function deleteBytes(workspaceId: string, fileIds: readonly string[]): Promise<void> {
  for (const id of fileIds) await deleteFile(workspaceId, id)
}
