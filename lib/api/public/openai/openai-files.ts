import 'server-only'
import type { Hono } from 'hono'
import { z } from 'zod'
import type { PublicFile } from '@/lib/contracts/public-files'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { problem } from '@/lib/messages/problems/problem'
import type { CallerKey } from '@/lib/runs/public/run-types'
import { checkFile } from '@/lib/services/app-files/check-file'
import { acceptedFiles, fileInputsOf } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import { type ApiHandler, type ApiRequest, apiHandler, jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { authorizeKey, findKeyedApp, requireTraffic } from '../shared/access/keyed-app'
import { bodyIssue } from '../shared/requests/body-issue'
import { withUpload } from '../shared/requests/read-upload'
import { uploadLimits } from '../shared/requests/upload-limits'
import { fileDownload } from '../shared/responses/file-download'
import { readQuery } from '../shared/responses/page-response'
import { idParam } from '../shared/responses/run-stream'
import { toOpenAiMissing } from './openai-shapes'

const Purpose = z.enum(
  ['user_data', 'assistants', 'vision'],
  'Only files for messages are stored: purpose is user_data, assistants or vision.',
)
const ListQuery = z.object({
  purpose: Purpose.optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
  after: Id.optional(),
  order: z.literal('desc', 'Files are listed newest first: order is desc.').optional(),
})
/** Pages are shorter than OpenAI's; clients request the next one. */
const MAX_PAGE = 200

/** OpenAI's files: stored with an app, referenced in its messages by `file_id`. */
export function mountOpenAiFiles(router: Hono, api: PublicApi, base: string): void {
  const mount = (handler: ApiHandler) => apiHandler(api, handler, toOpenAiMissing)
  const itemPath = `${base}/files/:fileId`
  router.post(`${base}/files`, mount(upload(api)))
  router.get(`${base}/files`, mount(list(api)))
  router.get(
    itemPath,
    mount(async (call) => {
      const [file] = await api.backend.findFiles({ ...(await scopeOf(api, call)), ids: [fileIdOf(call)] })
      return jsonResponse(file && toOpenAiFile(file))
    }),
  )
  router.get(
    `${itemPath}/content`,
    mount(async (call) =>
      fileDownload(await api.backend.readFile({ ...(await scopeOf(api, call)), id: fileIdOf(call) })),
    ),
  )
  router.delete(
    itemPath,
    mount(async (call) => {
      const id = fileIdOf(call)
      await api.backend.removeFile({ ...(await scopeOf(api, call)), id })
      return jsonResponse({ id, object: 'file', deleted: true })
    }),
  )
}

function upload(api: PublicApi): ApiHandler {
  return async (call) => {
    const scope = await scopeOf(api, call)
    const accepted = acceptedFiles(scope.app)
    const limits = await uploadLimits(api, call, { sender: scope, accepted })
    return withUpload(call.request, limits, async ({ fields, ...received }) => {
      const purpose = Purpose.safeParse(fields.get('purpose'))
      if (!purpose.success) throw bodyIssue(purpose.error)
      const file = await checkFile(received, accepted)
      return jsonResponse(toOpenAiFile(await api.backend.storeFile({ ...scope, file, purpose: purpose.data })))
    })
  }
}

function list(api: PublicApi): ApiHandler {
  return async (call) => {
    const scope = await scopeOf(api, call)
    const { purpose, limit, after } = readQuery(call, ListQuery, 'parameters.openaiFiles')
    const page = { limit: Math.min(limit, MAX_PAGE), cursor: after, purpose }
    const { files, nextCursor } = await api.backend.listFiles({ ...scope, ...page })
    const ends = { first_id: files[0]?.id ?? null, last_id: files.at(-1)?.id ?? null }
    return jsonResponse({ object: 'list', data: files.map(toOpenAiFile), has_more: nextCursor !== null, ...ends })
  }
}

async function scopeOf(api: PublicApi, call: ApiRequest) {
  const key = await authorizeKey(api, call)
  const app = await appOf(api, call, key)
  call.caller.appId = app.appId
  await requireTraffic(api, call, app)
  return { app, endUser: endUserOf(call.request) }
}

/**
 * Our files belong to an app, which OpenAI's clients do not know: the one named by the header, or
 * the only one that accepts files.
 */
async function appOf(api: PublicApi, call: ApiRequest, key: CallerKey): Promise<PublishedApp> {
  const named = call.request.headers.get('patchbay-app')
  if (named !== null) return findKeyedApp(api, call, key, named)
  const accepting = (await api.backend.listApps(key)).filter((app) => fileInputsOf(app).length > 0)
  const [app] = accepting
  if (!app) throw new AppError('INVALID_INPUT', problem('openai.keyWithoutFileApp'))
  if (accepting.length > 1)
    throw new AppError(
      'INVALID_INPUT',
      problem('openai.keyWithSeveralFileApps', { slugs: accepting.map(({ slug }) => slug).join(', ') }),
    )
  return app
}

const fileIdOf = (call: ApiRequest): string => idParam(call.param('fileId'))

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
