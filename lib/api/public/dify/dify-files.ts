import 'server-only'
import { z } from 'zod'
import { MAX_DOCUMENTS, MAX_PICTURES } from '@/lib/contracts/file-limits'
import type { PublicFile } from '@/lib/contracts/public-files'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import type { Json, JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { checkFile } from '@/lib/services/app-files/check-file'
import { acceptedFiles } from '@/lib/services/apps/input-fields'
import type { PublicApi } from '../public-api'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { bodyIssue } from '../shared/requests/body-issue'
import { withUpload } from '../shared/requests/read-upload'
import { type Attached, type Attachment, storeAttachments } from '../shared/requests/store-attachments'
import { uploadLimits } from '../shared/requests/upload-limits'
import { DifyUser } from './dify-app'

/** A file reference of Dify's clients: uploaded before by the same user. URLs are never fetched, to prevent SSRF. */
const DifyFile = z.strictObject({
  type: z.enum(['image', 'document', 'audio'], 'Files are of type image, document or audio here.'),
  transfer_method: z.literal('local_file', 'Files are uploaded first (local_file): addresses are not fetched.'),
  upload_file_id: Id,
  url: z.literal('').nullish(),
})

export const DifyFiles = z
  .array(DifyFile)
  .max(MAX_PICTURES + MAX_DOCUMENTS)
  .nullish()

const KINDS = { image: 'picture', document: 'document', audio: 'recording' } as const

/** The ids of a message's files, as inputs of the app. @throws AppError INVALID_INPUT if the app accepts none */
export async function attachedFiles(
  api: PublicApi,
  sender: { app: Parameters<AppHandler>[1]; endUser: string; files: z.infer<typeof DifyFiles> },
): Promise<Attached> {
  const files = (sender.files ?? []).map(
    ({ type, upload_file_id }): Attachment => ({
      kind: KINDS[type],
      fileId: upload_file_id,
    }),
  )
  return (await storeAttachments(api, { ...sender, files })).attached
}

/** File fields of a form also use such objects, alone or as the only item of a list. */
export function plainInputs(inputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, plain(value)]))
}

function plain(value: Json): Json {
  const singleFile = Array.isArray(value) && value.length === 1 ? value[0] : value
  const file = z.looseObject({ transfer_method: z.string() }).safeParse(singleFile)
  if (!file.success) return value
  const field = FieldFile.safeParse(singleFile)
  if (!field.success) throw bodyIssue(field.error)
  return field.data.upload_file_id
}

const FieldFile = DifyFile.extend({ type: z.enum(['image', 'document', 'audio', 'custom']) })

/** `POST /files/upload`: stored for this user, referenced by its id afterwards. */
export function uploadFile(api: PublicApi): AppHandler {
  return async (call, app) => {
    const accepted = acceptedFiles(app)
    // The form names the file's end user; until it is read, the file counts as the app's own.
    const limits = await uploadLimits(api, call, { sender: { app, endUser: null }, accepted })
    return withUpload(call.request, limits, async ({ fields, ...upload }) => {
      const user = DifyUser.safeParse(fields.get('user'))
      if (!user.success) throw new AppError('INVALID_INPUT', problem('dify.userMissing'))
      const file = await checkFile(upload, accepted)
      return jsonResponse(toDifyFile(await api.backend.storeFile({ app, endUser: user.data, file })), { status: 201 })
    })
  }
}

function toDifyFile({ id, name, mediaType, sizeBytes, createdAt }: PublicFile): object {
  const [, extension = ''] = /\.([^.]+)$/.exec(name) ?? []
  const createdAtSeconds = Math.floor(Date.parse(createdAt) / 1_000)
  return { id, name, size: sizeBytes, extension, mime_type: mediaType, created_by: null, created_at: createdAtSeconds }
}
