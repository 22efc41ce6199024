import 'server-only'
import { createHash } from 'node:crypto'
import { and, desc, eq, inArray, isNull, lt, type SQL, sum } from 'drizzle-orm'
import { MAX_WORKSPACE_FILE_BYTES, type PublicFile } from '@/lib/contracts/public-files'
import { AppError, raise } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { appFiles } from '@/lib/db/schema/app-files'
import { deleteFile, putFile, readFile } from '@/lib/files/store'
import type { System } from '@/lib/services/system'
import type { ConversationScope, FileBackend } from '../public-backend-types'

type FileRow = typeof appFiles.$inferSelect

/** What programs may do with the files that they sent to their app. */
export function publicFiles({ db }: Pick<System, 'db'>): FileBackend {
  return {
    storeFile: async ({ app, endUser, name, mediaType, bytes }) => {
      const { appId, workspaceId } = app
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const isOwn = endUser === null ? isNull(appFiles.endUser) : eq(appFiles.endUser, endUser)
      // The same picture sent again is the same file, so that a request sent again is the same request.
      const [known] = await db
        .select()
        .from(appFiles)
        .where(and(inScope({ app, endUser }), isOwn, eq(appFiles.sha256, sha256)))
      if (known) return toPublicFile(known)
      await requirePlace(db, workspaceId, bytes.byteLength)
      const id = await putFile(workspaceId, bytes)
      const row = { id, workspaceId, appId, endUser, name, mediaType, sha256, sizeBytes: bytes.byteLength }
      const [made] = await db.insert(appFiles).values(row).returning()
      return toPublicFile(made ?? raise('INTERNAL', 'The file was not stored.'))
    },
    listFiles: async ({ cursor, limit, ...scope }) => {
      const found = await db
        .select()
        .from(appFiles)
        .where(and(inScope(scope), cursor === undefined ? undefined : lt(appFiles.id, cursor)))
        .orderBy(desc(appFiles.id))
        .limit(limit + 1)
      const shown = found.slice(0, limit)
      return {
        files: shown.map(toPublicFile),
        nextCursor: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
      }
    },
    findFiles: async ({ ids, ...scope }) => {
      const found = await findRows(db, scope, ids)
      return found.map(toPublicFile)
    },
    readFile: async ({ id, ...scope }) => {
      const [row] = await findRows(db, scope, [id])
      const file = toPublicFile(row ?? raise('NOT_FOUND', 'Not found.'))
      return { file, bytes: await readFile(scope.app.workspaceId, id) }
    },
    removeFile: async ({ id, ...scope }) => {
      const [gone] = await db
        .delete(appFiles)
        .where(and(inScope(scope), eq(appFiles.id, id)))
        .returning({ id: appFiles.id })
      if (!gone) throw new AppError('NOT_FOUND', 'Not found.')
      await deleteFile(scope.app.workspaceId, id)
    },
  }
}

/** A file of another app, workspace or end user does not exist (T53). */
function inScope({ app, endUser }: ConversationScope): SQL | undefined {
  return and(
    eq(appFiles.workspaceId, app.workspaceId),
    eq(appFiles.appId, app.appId),
    endUser === null ? undefined : eq(appFiles.endUser, endUser),
  )
}

/** In the order of the ids. @throws NOT_FOUND when one is missing */
async function findRows(db: Database, scope: ConversationScope, ids: readonly string[]): Promise<FileRow[]> {
  const found = await db
    .select()
    .from(appFiles)
    .where(and(inScope(scope), inArray(appFiles.id, [...ids])))
  const byId = new Map(found.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id.toLowerCase()) ?? raise('NOT_FOUND', 'Not found.'))
}

/** @throws LIMIT_EXCEEDED */
async function requirePlace(db: Database, workspaceId: string, bytes: number): Promise<void> {
  const [used] = await db
    .select({ bytes: sum(appFiles.sizeBytes) })
    .from(appFiles)
    .where(eq(appFiles.workspaceId, workspaceId))
  if (Number(used?.bytes ?? 0) + bytes > MAX_WORKSPACE_FILE_BYTES)
    throw new AppError('TOO_LARGE', 'The workspace keeps 1 GB of such files at most. Delete some first.')
}

function toPublicFile({ id, name, mediaType, sizeBytes, endUser, createdAt }: FileRow): PublicFile {
  return { id, name, mediaType, sizeBytes, endUser, createdAt: createdAt.toISOString() }
}
