import 'server-only'
import { MAX_DOCUMENT_BYTES, MAX_PICTURE_BODY_BYTES } from '@/lib/contracts/file-limits'
import { MAX_CHAT_BODY_BYTES } from '@/lib/contracts/public'
import { storable } from '@/lib/core/storable'
import { takesFiles } from '@/lib/runs/input-fields'
import type { PublishedApp } from '@/lib/runs/public-backend-types'
import { bodyFlaw } from '../body-flaw'
import type { PublicFaces } from '../public-faces'
import { parseJsonBody, readBody } from '../read-body'
import { isForm, readUploadForm, type UploadedFile } from '../read-upload'
import { FlowiseBody } from './flowise-body'

/** Objects and lists come as JSON in the fields of a form. */
const JSON_FIELDS = new Set(['form', 'history', 'overrideConfig', 'uploads', 'humanInput'])

/** What is asked, as JSON or as a form with files. @throws AppError INVALID_INPUT, INVALID_JSON, TOO_LARGE */
export async function readPrediction(
  { backend }: PublicFaces,
  request: Request,
  app: PublishedApp,
): Promise<{ body: FlowiseBody; files: UploadedFile[] }> {
  const hasRoom = takesFiles(app) || (app.messageField !== null && (await backend.speechOf(app)).hears)
  if (!isForm(request)) {
    const maxBytes = hasRoom ? MAX_PICTURE_BODY_BYTES : MAX_CHAT_BODY_BYTES
    return { body: await readBody(request, FlowiseBody, maxBytes), files: [] }
  }
  const maxBytes = hasRoom ? MAX_DOCUMENT_BYTES : MAX_CHAT_BODY_BYTES
  const { files, fields } = await readUploadForm(request, 'files', maxBytes)
  const parsed = FlowiseBody.safeParse(Object.fromEntries([...fields].filter(isText).map(toEntry)))
  if (!parsed.success) throw bodyFlaw(parsed.error)
  return { body: parsed.data, files }
}

/** Files of other fields than `files` are refused by their name, like everything else that is not known. */
const isText = ([name, value]: [string, FormDataEntryValue]): boolean => name !== 'files' || typeof value === 'string'

function toEntry([name, value]: [string, FormDataEntryValue]): [string, unknown] {
  const text = typeof value === 'string' ? storable(value) : value
  return [name, typeof text === 'string' && JSON_FIELDS.has(name) ? parseJsonBody(Buffer.from(text)) : text]
}
