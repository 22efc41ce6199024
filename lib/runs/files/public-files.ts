import 'server-only'
import { createHash } from 'node:crypto'
import { and, desc, eq, inArray, isNull, lt, sql, sum } from 'drizzle-orm'
import { MAX_END_USER_FILE_BYTES, MAX_WORKSPACE_FILE_BYTES } from '@/lib/contracts/file-limits'
import type { PublicFile } from '@/lib/contracts/public-files'
import { AppError, raise } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { appFiles, appFileTexts } from '@/lib/db/schema/app-files'
import { deleteFile, putFile, readFile } from '@/lib/files/store'
import type { System } from '@/lib/services/system'
import { filePassage } from './file-passage'
import type { FileBackend, FileScope } from './file-types'
import { inScope } from './in-scope'

type FileRow = typeof appFiles.$inferSelect

/** What programs may do with the files that they sent to their app. */
export function publicFiles({ db }: Pick<System, 'db'>): FileBackend {
  return {
    storeFile: async ({ app, endUser, file, purpose = null, byVisitor = false }) => {
      const { name, mediaType, bytes, text } = file
      const { appId, workspaceId, environment } = app
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const isOwn = endUser === null ? isNull(appFiles.endUser) : eq(appFiles.endUser, endUser)
      // The same file sent again is the same file, so that a request sent again is the same request. By another name it is
      // another one: citations name it, and its type says how it was read.
      const isSame = and(eq(appFiles.sha256, sha256), eq(appFiles.name, name), eq(appFiles.mediaType, mediaType))
      const [known] = await db
        .select()
        .from(appFiles)
        .where(and(inScope({ app, endUser }), isOwn, isSame, isPurpose(purpose)))
      if (known) return toPublicFile(known, endUser)
      await requirePlace(db, { app, endUser }, bytes.byteLength)
      const id = await putFile(workspaceId, bytes)
      const row = {
        id,
        workspaceId,
        appId,
        environment,
        endUser,
        byVisitor,
        name,
        mediaType,
        sha256,
        sizeBytes: bytes.byteLength,
        purpose,
      }
      const read = { characters: text?.text.length ?? null, pages: text?.pages.length || null }
      const storing = db.transaction(async (tx) => {
        // Those that came at the same moment had all seen the place that one of them takes.
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`files:${workspaceId}`}, 0))`)
        await requirePlace(tx, { app, endUser }, bytes.byteLength)
        const [made] = await tx
          .insert(appFiles)
          .values({ ...row, ...read })
          .returning()
        if (text) await tx.insert(appFileTexts).values({ fileId: id, workspaceId, ...text })
        return toPublicFile(made ?? raise('INTERNAL', 'The file was not stored.'), endUser)
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
            // Who knew the name that a browser has chosen could speak as that visitor (T69).
            scope.endUser === null ? eq(appFiles.byVisitor, false) : undefined,
            cursor === undefined ? undefined : lt(appFiles.id, cursor),
            purpose === undefined ? undefined : isPurpose(purpose),
          ),
        )
        .orderBy(desc(appFiles.id))
        .limit(limit + 1)
      const shown = found.slice(0, limit)
      return {
        files: shown.map((row) => toPublicFile(row, scope.endUser)),
        nextCursor: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
      }
    },
    findFiles: async ({ ids, ...scope }) => {
      const found = await findRows(db, scope, ids)
      return found.map((row) => toPublicFile(row, scope.endUser))
    },
    readFile: async ({ id, ...scope }) => {
      const [row] = await findRows(db, scope, [id])
      const file = toPublicFile(row ?? raise('NOT_FOUND', 'Not found.'), scope.endUser)
      return { file, bytes: await readFile(scope.app.workspaceId, id) }
    },
    filePassage: async ({ app, endUser, ...place }) => filePassage(db, { ...place, within: inScope({ app, endUser }) }),
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

/** In the order of the ids. @throws NOT_FOUND when one is missing */
async function findRows(db: Database, scope: FileScope, ids: readonly string[]): Promise<FileRow[]> {
  const found = await db
    .select()
    .from(appFiles)
    .where(and(inScope(scope), inArray(appFiles.id, [...ids])))
  const byId = new Map(found.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id.toLowerCase()) ?? raise('NOT_FOUND', 'Not found.'))
}

const isPurpose = (purpose: string | null) =>
  purpose === null ? isNull(appFiles.purpose) : eq(appFiles.purpose, purpose)

/** @throws TOO_LARGE */
async function requirePlace(db: Database | Transaction, { app, endUser }: FileScope, bytes: number): Promise<void> {
  const { workspaceId } = app
  if (endUser !== null) {
    const [own] = await db
      .select({ bytes: sum(appFiles.sizeBytes) })
      .from(appFiles)
      .where(inScope({ app, endUser }))
    if (Number(own?.bytes ?? 0) + bytes > MAX_END_USER_FILE_BYTES)
      throw new AppError('TOO_LARGE', 'You have sent 200 MB of files already. Remove some, then send this one.')
  }
  const [used] = await db
    .select({ bytes: sum(appFiles.sizeBytes) })
    .from(appFiles)
    .where(eq(appFiles.workspaceId, workspaceId))
  if (Number(used?.bytes ?? 0) + bytes > MAX_WORKSPACE_FILE_BYTES)
    throw new AppError('TOO_LARGE', 'The workspace keeps 1 GB of such files at most. Delete some first.')
}

/** A visitor's name opens their chats without a key, so only who knows it already is told it (T69). */
function toPublicFile(row: FileRow, asked: string | null): PublicFile {
  const { id, name, mediaType, sizeBytes, pages, characters, purpose, createdAt } = row
  const endUser = asked === null && row.byVisitor ? null : row.endUser
  return { id, name, mediaType, sizeBytes, pages, characters, purpose, endUser, createdAt: createdAt.toISOString() }
}
