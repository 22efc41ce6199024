import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, inArray, sum } from 'drizzle-orm'
import { MAX_WORKSPACE_FILE_BYTES } from '@/lib/contracts/file-limits'
import { AppError } from '@/lib/core/app-error'
import type { FileRef } from '@/lib/core/file-ref'
import type { Database, Transaction } from '@/lib/db/database'
import { appFiles } from '@/lib/db/schema/app-files'
import type { EnginePorts } from '@/lib/engine/ports'
import { deleteFile, putFile } from '@/lib/files/store'
import type { Caller } from '@/lib/models/gateway/gateway-services'

type Files = EnginePorts['files']

/** What a step has made; it goes with its run. @throws TOO_LARGE when the workspace keeps too much */
export async function keepFile(
  db: Database,
  { workspaceId, appId, environment, runId, keyId, endUser }: Caller,
  { bytes, mediaType, name }: Parameters<Files['keep']>[0],
): Promise<FileRef> {
  if (appId === null) throw new AppError('INTERNAL', 'Files belong to apps.')
  const sizeBytes = bytes.byteLength
  const [used] = await db
    .select({ bytes: sum(appFiles.sizeBytes) })
    .from(appFiles)
    .where(eq(appFiles.workspaceId, workspaceId))
  if (Number(used?.bytes ?? 0) + sizeBytes > MAX_WORKSPACE_FILE_BYTES)
    throw new AppError('TOO_LARGE', 'The workspace keeps 1 GB of files of its apps at most. Delete old runs first.')
  const id = await putFile(workspaceId, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const byVisitor = keyId === null && endUser !== null
  const owner = { workspaceId, appId, environment: environment ?? undefined, runId, endUser, byVisitor }
  await db.insert(appFiles).values({ id, ...owner, name, mediaType, sha256, sizeBytes })
  return { fileId: id, name, mediaType, sizeBytes }
}

/** Forgets what runs have made. @returns ids of the bytes, to be deleted when that is committed */
export async function takeRunFiles(tx: Transaction, workspaceId: string, runIds: string[]): Promise<string[]> {
  const gone = await tx
    .delete(appFiles)
    .where(and(eq(appFiles.workspaceId, workspaceId), inArray(appFiles.runId, runIds)))
    .returning({ id: appFiles.id })
  return gone.map(({ id }) => id)
}

export async function deleteBytes(workspaceId: string, fileIds: readonly string[]): Promise<void> {
  for (const id of fileIds) await deleteFile(workspaceId, id)
}
