import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { sha256Of } from '@/lib/files/sha256-of'
import { problem } from '@/lib/messages/problems/problem'
import { checkFile, type GivenFile } from '@/lib/services/app-files/check-file'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import { idempotencyKeyOf } from '../shared/requests/idempotency-key'
import { readDataUrl } from '../shared/requests/read-data-url'
import type { UploadedFile } from '../shared/requests/read-upload'
import { withSlot } from '../shared/runs/with-slot'
import type { FlowiseCaller } from './flowise-app'
import type { FlowiseBody } from './flowise-body'

const RECORDINGS = { images: false, documents: false, recordings: true }

interface SpokenQuestion {
  body: FlowiseBody
  files: UploadedFile[]
}

interface Caller {
  caller: FlowiseCaller
  endUser: string | null
}

/**
 * Handles a recording that is sent instead of a question (`uploads` of type `audio`, or a form file). If the
 * app's input accepts recordings, it receives the recording. Otherwise the “Speech to text” step transcribes
 * it, and the transcript is the question, as in Flowise.
 * @returns the request without the recording, and the hash of the recording, since its transcript may differ
 * each time
 * @throws AppError INVALID_INPUT, UNSUPPORTED_MEDIA_TYPE, TOO_LARGE
 */
export async function transcribeQuestion(
  api: PublicApi,
  call: ApiRequest,
  { body, files, ...who }: SpokenQuestion & Caller,
): Promise<SpokenQuestion & { recordingHash: string | null }> {
  const { app } = who.caller
  const { uploads = [] } = body
  const recordings = uploads.filter(({ type }) => type === 'audio')
  const spokenFiles = files.filter(({ declaredType }) => declaredType.startsWith('audio/'))
  const [recording, ...others] = [...recordings.map(toFile), ...spokenFiles]
  if (!recording || app.takesRecordings || app.messageField === null) return { body, files, recordingHash: null }
  if (others.length > 0) throw new AppError('INVALID_INPUT', problem('publicApi.oneRecording'))
  if (body.question) throw new AppError('INVALID_INPUT', problem('flowise.recordingWithQuestion'))
  const question = (await earlierTranscript(api, call, who)) ?? (await transcribe(api, call, { ...who, recording }))
  return {
    body: { ...body, question, uploads: uploads.filter((item) => !recordings.includes(item)) },
    files: files.filter((item) => !spokenFiles.includes(item)),
    recordingHash: await sha256Of(recording.bytes),
  }
}

function toFile({ data, name = null }: { data: string; name?: string | null | undefined }): GivenFile {
  const decoded = readDataUrl(data)
  if (!decoded) throw new AppError('INVALID_INPUT', problem('publicApi.recordingNotDataUrl'))
  return { bytes: decoded.bytes, fileName: name, declaredType: decoded.mediaType }
}

/** The earlier question of this idempotency key, which saves paying for another transcription. */
async function earlierTranscript(
  { backend }: PublicApi,
  { request }: ApiRequest,
  { caller: { app, key }, endUser }: Caller,
): Promise<string | null> {
  const { idempotencyKey } = key === null ? {} : idempotencyKeyOf(request, { app, key, endUser })
  if (key === null || idempotencyKey === undefined) return null
  const runId = await backend.claimedRun({ key: { ...key, appIds: [app.appId] }, idempotencyKey })
  const runInput = runId === null ? null : await backend.inputOf({ app, runId })
  return runInput?.message ?? null
}

async function transcribe(
  api: PublicApi,
  call: ApiRequest,
  { caller: { app, key }, endUser, recording: file }: Caller & { recording: GivenFile },
): Promise<string> {
  const recording = await checkFile(file, RECORDINGS)
  const { signal } = call.request
  const who = { app, origin: 'flowise' as const, keyId: key?.keyId ?? null, endUser, signal }
  const transcript = await withSlot(api, app.appId, () => api.backend.transcribe({ ...who, recording }))
  if (transcript === null) throw new AppError('INVALID_INPUT', problem('flowise.noSpeechToText'))
  if (transcript === '') throw new AppError('INVALID_INPUT', problem('flowise.nothingHeard'))
  return transcript
}
