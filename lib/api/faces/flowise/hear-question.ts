import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { checkFile } from '@/lib/runs/files/check-file'
import type { FaceRequest } from '../face-handler'
import { inPlace } from '../in-place'
import type { PublicFaces } from '../public-faces'
import { readDataUrl } from '../read-data-url'
import type { FlowiseCaller } from './flowise-app'
import type { FlowiseBody } from './flowise-body'

const RECORDINGS = { images: false, documents: false, recordings: true }

/**
 * A recording in the place of a question (`uploads` of type `audio`): the app's own input takes it where it does. Else it
 * is written down by the app's “Speech to text” step, and what was said is the question, as with Flowise.
 * @throws AppError INVALID_INPUT, UNSUPPORTED_MEDIA_TYPE, TOO_LARGE
 */
export async function hearQuestion(
  faces: PublicFaces,
  face: FaceRequest,
  { caller: { app, key }, body, endUser }: { caller: FlowiseCaller; body: FlowiseBody; endUser: string | null },
): Promise<FlowiseBody> {
  const { uploads = [] } = body
  const [spoken, ...more] = uploads.filter(({ type }) => type === 'audio')
  if (!spoken || app.takesRecordings || app.messageField === null) return body
  if (more.length > 0) throw new AppError('INVALID_INPUT', 'Send one recording at a time.')
  if (body.question) throw new AppError('INVALID_INPUT', 'A recording comes in the place of a question, not beside it.')
  const read = readDataUrl(spoken.data)
  if (!read) throw new AppError('INVALID_INPUT', 'Send the recording as "data:<type>;base64,…".')
  const file = { bytes: read.bytes, fileName: spoken.name ?? null, declaredType: read.mediaType }
  const recording = await checkFile(file, RECORDINGS)
  const { signal } = face.request
  const who = { app, origin: 'flowise' as const, keyId: key?.keyId ?? null, endUser, signal }
  const heard = await inPlace(faces, app.appId, () => faces.backend.hear({ ...who, recording }))
  if (heard === null)
    throw new AppError('INVALID_INPUT', 'This app takes no recordings: no step of it writes down what is said.')
  if (heard === '')
    throw new AppError('INVALID_INPUT', 'Nothing was heard in the recording. Speak again, or write the question.')
  return { ...body, question: heard, uploads: uploads.filter((one) => one !== spoken) }
}
