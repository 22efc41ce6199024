import 'server-only'
import { and, desc, eq, inArray, isNull, lt } from 'drizzle-orm'
import type { PublicFile } from '@/lib/contracts/public-files'
import { AppError, raise } from '@/lib/core/app-error'
import { raiseInternal } from '@/lib/core/internal-error'
import type { Database, Transaction } from '@/lib/db/database'
import { appFiles, appFileTexts } from '@/lib/db/schema/app-files'
import { lockName } from '@/lib/db/statements/lock-name'
import { sha256Of } from '@/lib/files/sha256-of'
import { deleteFile, putFile, readFile } from '@/lib/files/store'
import { problem } from '@/lib/messages/problems/problem'
import type { System } from '@/lib/services/system'
import { alertWhenNearlyFull } from './alert-when-nearly-full'
import { filePassage } from './file-passage'
import { fileRoom } from './file-quota'
import type { FileBackend, FileScope, FileSender } from './file-types'
import { inScope } from './in-scope'

type FileRow = typeof appFiles.$inferSelect

/** The files API for API keys. */
export function publicFiles({ db }: Pick<System, 'db'>): FileBackend {
  return {
    fileRoom: (sender) => fileRoom(db, sender),
    storeFile: async ({ file, purpose = null, ...sender }) => {
      const { app, endUser, byVisitor = false, visitor } = sender
      const { name, mediaType, bytes, text } = file
      const { appId, workspaceId, environment } = app
      const sha256 = await sha256Of(bytes)
      const isOwn = endUser === null ? isNull(appFiles.endUser) : eq(appFiles.endUser, endUser)
      // A file that is sent again keeps its id, so that a repeated request is identical. With another name or type it is
      // a new file: citations show the name, and the type determines how it was parsed.
      const isSame = and(eq(appFiles.sha256, sha256), eq(appFiles.name, name), eq(appFiles.mediaType, mediaType))
      const [existing] = await db
        .select()
        .from(appFiles)
        .where(and(inScope({ app, endUser }), isOwn, isSame, isPurpose(purpose)))
      if (existing) return toPublicFile(existing, endUser)
      await requireRoom(db, sender, bytes.byteLength)
      const id = await putFile(workspaceId, bytes)
      const row = {
        id,
        workspaceId,
        appId,
        environment,
        endUser,
        byVisitor,
        visitor,
        name,
        mediaType,
        sha256,
        sizeBytes: bytes.byteLength,
        purpose,
      }
      const textSize = { characters: text?.text.length ?? null, pages: text?.pages.length || null }
      const storing = db.transaction(async (tx) => {
        // Serializes concurrent uploads, which would all see the same free space.
        await lockName(tx, `files:${workspaceId}`)
        await requireRoom(tx, sender, bytes.byteLength)
        const [created] = await tx
          .insert(appFiles)
          .values({ ...row, ...textSize })
          .returning()
        if (byVisitor) await alertWhenNearlyFull(tx, { workspaceId, appId, addedBytes: bytes.byteLength })
        if (text) await tx.insert(appFileTexts).values({ fileId: id, workspaceId, ...text })
        return toPublicFile(created ?? raiseInternal('The file was not stored.'), endUser)
      })
      return await storing.catch(async (error: unknown) => {
        await deleteFile(workspaceId, id)
        throw error
      })
    },
    listFiles: async ({ cursor, limit, purpose, ...scope }) => {
      const found = await db
        .select()
        .from(appFiles)
        .where(
          and(
            inScope(scope),
            // Excludes visitors' files: with the name that a browser chose, a caller could impersonate its visitor.
            scope.endUser === null ? eq(appFiles.byVisitor, false) : undefined,
            cursor === undefined ? undefined : lt(appFiles.id, cursor),
            purpose === undefined ? undefined : isPurpose(purpose),
          ),
        )
        .orderBy(desc(appFiles.id))
        .limit(limit + 1)
      const page = found.slice(0, limit)
      return {
        files: page.map((row) => toPublicFile(row, scope.endUser)),
        nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      }
    },
    findFiles: async ({ ids, ...scope }) => {
      const found = await findRows(db, scope, ids)
      return found.map((row) => toPublicFile(row, scope.endUser))
    },
    readFile: async ({ id, ...scope }) => {
      const [row] = await findRows(db, scope, [id])
      const file = toPublicFile(row ?? raise('NOT_FOUND', problem('request.notFound')), scope.endUser)
      return { file, bytes: await readFile(scope.app.workspaceId, id) }
    },
    filePassage: async ({ app, endUser, ...place }) => filePassage(db, { ...place, within: inScope({ app, endUser }) }),
    removeFile: async ({ id, ...scope }) => {
      const [deleted] = await db
        .delete(appFiles)
        .where(and(inScope(scope), eq(appFiles.id, id)))
        .returning({ id: appFiles.id })
      if (!deleted) throw new AppError('NOT_FOUND', problem('request.notFound'))
      await deleteFile(scope.app.workspaceId, id)
    },
  }
}

/** Returns rows in the order of the ids. @throws NOT_FOUND when one is missing */
async function findRows(db: Database, scope: FileScope, ids: readonly string[]): Promise<FileRow[]> {
  const found = await db
    .select()
    .from(appFiles)
    .where(and(inScope(scope), inArray(appFiles.id, [...ids])))
  const byId = new Map(found.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id.toLowerCase()) ?? raise('NOT_FOUND', problem('request.notFound')))
}

const isPurpose = (purpose: string | null) =>
  purpose === null ? isNull(appFiles.purpose) : eq(appFiles.purpose, purpose)

/** @throws TOO_LARGE */
async function requireRoom(db: Database | Transaction, sender: FileSender, bytes: number): Promise<void> {
  const quota = await fileRoom(db, sender)
  if (bytes > quota.bytes) throw new AppError('TOO_LARGE', quota.problem)
}

/** A visitor's id gives access to their chats without a key, so it is only returned to callers who sent it. */
function toPublicFile(row: FileRow, requestedName: string | null): PublicFile {
  const { id, name, mediaType, sizeBytes, pages, characters, purpose, createdAt } = row
  const endUser = requestedName === null && row.byVisitor ? null : row.endUser
  return { id, name, mediaType, sizeBytes, pages, characters, purpose, endUser, createdAt: createdAt.toISOString() }
}
