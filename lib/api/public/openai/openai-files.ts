import 'server-only'
import type { Hono } from 'hono'
import { z } from 'zod'
import type { PublicFile } from '@/lib/contracts/public-files'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import type { CallerKey } from '@/lib/runs/public/run-types'
import { checkFile } from '@/lib/services/app-files/check-file'
import { fileInputsOf, takenFiles } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces } from '../public-api'
import { type FaceHandler, type FaceRequest, faceHandler, jsonResponse } from '../public-handler'
import { authorizeKey, findKeyedApp, requireTraffic } from '../shared/access/authorize-key'
import { endUserOf } from '../shared/access/end-user'
import { withUpload } from '../shared/requests/read-upload'
import { uploadLimits } from '../shared/requests/upload-limits'
import { fileDownload } from '../shared/responses/file-download'
import { readQuery } from '../shared/responses/page-response'
import { idParam } from '../shared/responses/run-stream'
import { toOpenAiMissing } from './openai-shapes'

const Purpose = z.enum(
  ['user_data', 'assistants', 'vision'],
  'Only files for people’s questions are kept: purpose is user_data, assistants or vision.',
)
const ListQuery = z.object({
  purpose: Purpose.optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
  after: Id.optional(),
  order: z.literal('desc', 'Files are listed newest first: order is desc.').optional(),
})
/** Our pages are shorter than OpenAI's; clients ask for the next one. */
const MAX_PAGE = 200

/** OpenAI's files: kept with an app, named in its messages as `file_id`. */
export function mountOpenAiFiles(router: Hono, faces: PublicFaces, base: string): void {
  const mount = (handler: FaceHandler) => faceHandler(faces, handler, toOpenAiMissing)
  const one = `${base}/files/:fileId`
  router.post(`${base}/files`, mount(upload(faces)))
  router.get(`${base}/files`, mount(list(faces)))
  router.get(
    one,
    mount(async (face) => {
      const [file] = await faces.backend.findFiles({ ...(await scopeOf(faces, face)), ids: [fileIdOf(face)] })
      return jsonResponse(file && toOpenAiFile(file))
    }),
  )
  router.get(
    `${one}/content`,
    mount(async (face) =>
      fileDownload(await faces.backend.readFile({ ...(await scopeOf(faces, face)), id: fileIdOf(face) })),
    ),
  )
  router.delete(
    one,
    mount(async (face) => {
      const id = fileIdOf(face)
      await faces.backend.removeFile({ ...(await scopeOf(faces, face)), id })
      return jsonResponse({ id, object: 'file', deleted: true })
    }),
  )
}

function upload(faces: PublicFaces): FaceHandler {
  return async (face) => {
    const scope = await scopeOf(faces, face)
    const takes = takenFiles(scope.app)
    const limits = await uploadLimits(faces, face, { sender: scope, takes })
    return withUpload(face.request, limits, async ({ fields, ...given }) => {
      const purpose = Purpose.safeParse(fields.get('purpose'))
      if (!purpose.success)
        throw new AppError('INVALID_INPUT', purpose.error.issues[0]?.message ?? 'purpose is missing.')
      const file = await checkFile(given, takes)
      return jsonResponse(toOpenAiFile(await faces.backend.storeFile({ ...scope, file, purpose: purpose.data })))
    })
  }
}

function list(faces: PublicFaces): FaceHandler {
  return async (face) => {
    const scope = await scopeOf(faces, face)
    const { purpose, limit, after } = readQuery(face, ListQuery, 'Ask with purpose, limit and after at most.')
    const page = { limit: Math.min(limit, MAX_PAGE), cursor: after, purpose }
    const { files, nextCursor } = await faces.backend.listFiles({ ...scope, ...page })
    const ends = { first_id: files[0]?.id ?? null, last_id: files.at(-1)?.id ?? null }
    return jsonResponse({ object: 'list', data: files.map(toOpenAiFile), has_more: nextCursor !== null, ...ends })
  }
}

async function scopeOf(faces: PublicFaces, face: FaceRequest) {
  const key = await authorizeKey(faces, face)
  const app = await appOf(faces, face, key)
  face.caller.appId = app.appId
  await requireTraffic(faces, face, app)
  return { app, endUser: endUserOf(face.request) }
}

/** OpenAI's files belong to no model; ours belong to an app: the one that the header names, or the only one that takes any. */
async function appOf(faces: PublicFaces, face: FaceRequest, key: CallerKey): Promise<PublishedApp> {
  const named = face.request.headers.get('patchbay-app')
  if (named !== null) return findKeyedApp(faces, face, key, named)
  const taking = (await faces.backend.listApps(key)).filter((app) => fileInputsOf(app).length > 0)
  const [app] = taking
  if (!app) throw new AppError('INVALID_INPUT', 'No app of this key takes files.')
  if (taking.length > 1)
    throw new AppError(
      'INVALID_INPUT',
      `Several apps of this key take files: name one in the header Patchbay-App (${taking.map(({ slug }) => slug).join(', ')}).`,
    )
  return app
}

const fileIdOf = (face: FaceRequest): string => idParam(face.param('fileId'))

function toOpenAiFile({ id, name, sizeBytes, purpose, createdAt }: PublicFile) {
  return {
    id,
    object: 'file',
    bytes: sizeBytes,
    created_at: Math.floor(Date.parse(createdAt) / 1_000),
    filename: name,
    purpose: purpose ?? 'user_data',
    status: 'processed',
    status_details: null,
  }
}
