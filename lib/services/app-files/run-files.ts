import 'server-only'
import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { PublicFile } from '@/lib/contracts/public-files'
import { AppError, raise } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { appFiles, appFileTexts } from '@/lib/db/schema/app-files'
import type { ImagePart } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { readFile } from '@/lib/files/store'
import type { FileValue } from '@/lib/graph/file-value'
import { problem } from '@/lib/messages/problems/problem'
import { memberOfGrant } from '@/lib/services/oauth/member-of-grant'
import { type AcceptedFiles, type FileInput, fileInputsOf } from '../apps/input-fields'
import type { PublishedApp } from '../versions/published-app'
import { publicFiles } from './public-files'

/** An id, or the file value that an earlier run received instead. */
const One = z.union([z.string(), z.object({ fileId: z.string() }).transform(({ fileId }) => fileId)])
const Ids = z.union([One.transform((id) => [id]), z.array(One)])

interface FileRequest {
  app: Pick<PublishedApp, 'appId' | 'workspaceId' | 'environment' | 'inputFields'> & AcceptedFiles
  inputs: JsonObject
  /** Null or absent allows any file of the app. */
  endUser?: string | null | undefined
  /** The holder of a key may use its own files for any end user. */
  keyId?: string | undefined
}

/**
 * The inputs with file values instead of ids; bytes and texts stay in the store. @throws NOT_FOUND for files of others
 */
export async function withFiles(db: Database, requested: FileRequest): Promise<JsonObject> {
  const fileInputs = fileInputsOf(requested.app).filter(({ name }) => Object.hasOwn(requested.inputs, name))
  return fileInputs.length === 0 ? requested.inputs : withRefs(db, requested, fileInputs)
}

async function withRefs(
  db: Database,
  { app, inputs, endUser, keyId }: FileRequest,
  fileInputs: readonly FileInput[],
): Promise<JsonObject> {
  const { findFiles } = publicFiles({ db })
  const orOfClient = await ownsClientFiles(db, { workspaceId: app.workspaceId, keyId, endUser })
  const named: string[] = []
  const entries = await Promise.all(
    fileInputs.map(async (input): Promise<[string, Json]> => {
      const ids = Ids.safeParse(inputs[input.name])
      if (!ids.success) throw new AppError('INVALID_INPUT', problem('inputs.notFileIds', { name: input.name }))
      named.push(...ids.data)
      const found = await findFiles({ app, endUser: endUser ?? null, orOfClient, ids: ids.data })
      const refs = found.map((file) => toRef(input, file))
      return [input.name, input.isList ? refs : (refs[0] ?? raise('NOT_FOUND', problem('request.notFound')))]
    }),
  )
  await markAsReferenced(db, app.workspaceId, named)
  return { ...inputs, ...Object.fromEntries(entries) }
}

/** Marks files as referenced by a run: they are kept as long as it. @throws NOT_FOUND when one was just deleted */
async function markAsReferenced(db: Database, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const keptFiles = await db
    .update(appFiles)
    .set({ namedAt: sql`coalesce(${appFiles.namedAt}, now())` })
    .where(and(eq(appFiles.workspaceId, workspaceId), inArray(appFiles.id, [...ids])))
    .returning({ id: appFiles.id })
  if (keptFiles.length < new Set(ids.map((id) => id.toLowerCase())).size)
    raise('NOT_FOUND', problem('request.notFound'))
}

/** The holder of a key may use files sent without an end user; an OAuth client only has those of its member. */
async function ownsClientFiles(
  db: Database,
  caller: { workspaceId: string; keyId: string | null | undefined; endUser: string | null | undefined },
): Promise<boolean> {
  const { workspaceId, keyId, endUser } = caller
  if (keyId === null || keyId === undefined) return false
  if (endUser === null || endUser === undefined) return true
  return (await memberOfGrant(db, { workspaceId, keyId, endUser })) === null
}

function toRef({ name: input, kind }: FileInput, { id, name, mediaType, sizeBytes }: PublicFile): JsonObject {
  if (kindOf(mediaType) !== kind) throw new AppError('INVALID_INPUT', problem(ONLY[kind], { input, name }))
  return { fileId: id, name, mediaType, sizeBytes }
}

const ONLY = {
  image: 'files.inputOnlyImages',
  audio: 'files.inputOnlyRecordings',
  file: 'files.inputOnlyDocuments',
} as const

function kindOf(mediaType: string): FileInput['kind'] {
  if (mediaType.startsWith('image/')) return 'image'
  return mediaType.startsWith('audio/') ? 'audio' : 'file'
}

export interface RunFile {
  workspaceId: string
  appId: string | null
  /** End user of the run. A run without one has access to all files of the app. */
  endUser: string | null
  /** Key id of the run. */
  keyId: string | null
  /** The id of a run that only acts for its end user: files that it created belong to the run. */
  createdBy?: string | null
  fileId: string
}

/** Reads an image for a model. The step's app and end user are checked again here, at the time of use. */
export async function readPicture(db: Database, place: RunFile): Promise<ImagePart> {
  const [file] = isAddressable(place)
    ? await db
        .select({ mediaType: appFiles.mediaType })
        .from(appFiles)
        .where(await accessibleAt(db, place))
    : []
  if (!file) throw new AppError('NOT_FOUND', problem('runs.pictureGone'))
  const bytes = await readFile(place.workspaceId, place.fileId)
  return { mediaType: file.mediaType, base64: Buffer.from(bytes).toString('base64') }
}

/** Reads a document with its text, with the same checks as `readPicture`. */
export async function readDocument(db: Database, place: RunFile): Promise<FileValue> {
  const [file] = isAddressable(place)
    ? await db
        .select({ file: appFiles, text: appFileTexts.text, pages: appFileTexts.pages })
        .from(appFiles)
        .innerJoin(appFileTexts, eq(appFileTexts.fileId, appFiles.id))
        .where(await accessibleAt(db, place))
    : []
  if (!file) throw new AppError('NOT_FOUND', problem('runs.documentGone'))
  const { name, mediaType, sizeBytes } = file.file
  return { fileId: place.fileId, name, mediaType, sizeBytes, text: file.text, pages: file.pages }
}

/** Reads a recording that was sent or created, with the same checks as `readPicture`. */
export async function readRecording(db: Database, place: RunFile): ReturnType<EnginePorts['files']['recording']> {
  const file = await findFile(db, place)
  if (!file) throw new AppError('NOT_FOUND', problem('runs.recordingGone'))
  if (!file.mediaType.startsWith('audio/'))
    throw new AppError('INVALID_INPUT', problem('files.notRecording', { name: file.name }))
  return { ...file, bytes: await readFile(place.workspaceId, place.fileId) }
}

/** Reads any file that was sent or created, with the same checks as `readPicture`. */
export async function readAppFile(db: Database, place: RunFile): ReturnType<EnginePorts['files']['file']> {
  const file = await findFile(db, place)
  if (!file) throw new AppError('NOT_FOUND', problem('runs.documentGone'))
  return { ...file, bytes: await readFile(place.workspaceId, place.fileId) }
}

async function findFile(db: Database, place: RunFile) {
  if (!isAddressable(place)) return undefined
  const [file] = await db
    .select({ name: appFiles.name, mediaType: appFiles.mediaType })
    .from(appFiles)
    .where(await accessibleAt(db, place))
  return file
}

const isAddressable = ({ fileId, appId }: RunFile): boolean => z.uuid().safeParse(fileId).success && appId !== null

async function accessibleAt(db: Database, { fileId, workspaceId, appId, endUser, keyId, createdBy = null }: RunFile) {
  const isOfClient = (await ownsClientFiles(db, { workspaceId, keyId, endUser })) ? isNull(appFiles.endUser) : undefined
  return and(
    eq(appFiles.id, fileId),
    eq(appFiles.workspaceId, workspaceId),
    eq(appFiles.appId, appId ?? ''),
    endUser === null
      ? undefined
      : or(eq(appFiles.endUser, endUser), isOfClient, createdBy === null ? undefined : eq(appFiles.runId, createdBy)),
  )
}
