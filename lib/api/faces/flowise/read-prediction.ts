import 'server-only'
import { MAX_DOCUMENT_BYTES, MAX_PICTURE_BODY_BYTES } from '@/lib/contracts/file-limits'
import { MAX_CHAT_BODY_BYTES } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { storable } from '@/lib/core/storable'
import { takesFiles } from '@/lib/runs/input-fields'
import type { PublishedApp } from '@/lib/runs/public-backend-types'
import type { FaceRequest } from '../face-handler'
import { noteIgnored } from '../note-ignored'
import { parseBody } from '../parse-body'
import type { PublicFaces } from '../public-faces'
import { parseJsonBody, readCompatibleBody } from '../read-body'
import { isForm, readUploadForm, type UploadedFile } from '../read-upload'
import { FlowiseBody } from './flowise-body'

/** Objects and lists come as JSON in the fields of a form. */
const JSON_FIELDS = new Set(['form', 'history', 'overrideConfig', 'uploads', 'humanInput'])

/** What is asked, as JSON or as a form with files. @throws AppError INVALID_INPUT, INVALID_JSON, TOO_LARGE */
export async function readPrediction(
  { backend }: PublicFaces,
  face: FaceRequest,
  app: PublishedApp,
): Promise<{ body: FlowiseBody; files: UploadedFile[] }> {
  const { request } = face
  const hasRoom = takesFiles(app) || (app.messageField !== null && (await backend.speechOf(app)).hears)
  if (!isForm(request)) {
    const maxBytes = hasRoom ? MAX_PICTURE_BODY_BYTES : MAX_CHAT_BODY_BYTES
    const { body } = await readCompatibleBody(face, FlowiseBody, maxBytes)
    return { body, files: [] }
  }
  const maxBytes = hasRoom ? MAX_DOCUMENT_BYTES : MAX_CHAT_BODY_BYTES
  const { files, fields } = await readUploadForm(request, 'files', maxBytes)
  const body = parseBody(FlowiseBody, Object.fromEntries(textsOf(fields)), (name) => noteIgnored(face, name))
  return { body, files }
}

/** @throws AppError INVALID_INPUT for a file in another field: left out, it would be missed */
function textsOf(fields: FormData): [string, unknown][] {
  return [...fields].flatMap(([name, value]): [string, unknown][] => {
    if (typeof value === 'string') return [[name, toValue(name, value)]]
    if (name !== 'files') throw new AppError('INVALID_INPUT', 'Send files in the field "files".')
    return []
  })
}

function toValue(name: string, value: string): unknown {
  const text = storable(value)
  return typeof text === 'string' && JSON_FIELDS.has(name) ? parseJsonBody(Buffer.from(text)) : text
}
