import 'server-only'
import { MAX_DOCUMENT_BYTES, MAX_PICTURE_BODY_BYTES } from '@/lib/contracts/file-limits'
import { MAX_CHAT_BODY_BYTES } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { storable } from '@/lib/core/storable'
import { problem } from '@/lib/messages/problems/problem'
import { takesFiles } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { type FormEntry, isForm } from '../../uploads/with-form'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import { noteIgnored } from '../shared/requests/note-ignored'
import { parseBody, parseJsonBody, readCompatibleBody } from '../shared/requests/read-body'
import { type UploadedFile, withUploadForm } from '../shared/requests/read-upload'
import { FlowiseBody } from './flowise-body'

/** Form fields that contain objects and lists as JSON. */
const JSON_FIELDS = new Set(['form', 'history', 'overrideConfig', 'uploads', 'humanInput'])

interface Reading {
  app: PublishedApp
  /** Names that limit a visitor's concurrent uploads. */
  visitor?: readonly string[]
}

/**
 * Reads a prediction, as JSON or as a form with files, which are available until the work ends.
 * @throws AppError INVALID_INPUT, INVALID_JSON, TOO_LARGE
 */
export async function withPrediction<T>(
  { backend }: PublicApi,
  call: ApiRequest,
  { app, visitor, work }: Reading & { work: (sent: { body: FlowiseBody; files: UploadedFile[] }) => Promise<T> },
): Promise<T> {
  const { request } = call
  const hasRoom = takesFiles(app) || (app.messageField !== null && (await backend.speechOf(app)).hears)
  if (!isForm(request)) {
    const maxBytes = hasRoom ? MAX_PICTURE_BODY_BYTES : MAX_CHAT_BODY_BYTES
    const { body } = await readCompatibleBody(call, FlowiseBody, maxBytes)
    return work({ body, files: [] })
  }
  const maxBytes = hasRoom ? MAX_DOCUMENT_BYTES : MAX_CHAT_BODY_BYTES
  const limits = { name: 'files', maxBytes, ...(visitor ? { visitor } : {}) }
  return withUploadForm(request, limits, async ({ files, entries }) => {
    const texts = Object.fromEntries(textsOf(entries))
    return work({ body: parseBody(FlowiseBody, texts, (name) => noteIgnored(call, name)), files })
  })
}

/** @throws AppError INVALID_INPUT for a file in another field, instead of silently dropping it */
function textsOf(entries: readonly FormEntry[]): [string, unknown][] {
  return entries.flatMap(([name, value]): [string, unknown][] => {
    if (typeof value === 'string') return [[name, toValue(name, value)]]
    if (name !== 'files') throw new AppError('INVALID_INPUT', problem('flowise.filesFieldExpected'))
    return []
  })
}

function toValue(name: string, value: string): unknown {
  const text = storable(value)
  return typeof text === 'string' && JSON_FIELDS.has(name) ? parseJsonBody(Buffer.from(text)) : text
}
