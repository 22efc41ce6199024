import 'server-only'
import { z } from 'zod'
import { MAX_DOCUMENT_BYTES } from '@/lib/contracts/file-limits'
import { MAX_API_TEXT, MAX_CHAT_BODY_BYTES } from '@/lib/contracts/public'
import { AppError, type ErrorCode } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { checkFile } from '@/lib/services/app-files/check-file'
import type { PublicApi } from '../public-api'
import { type ApiRequest, type FailureBody, jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readCompatibleBody } from '../shared/requests/read-body'
import { withUpload } from '../shared/requests/read-upload'
import { answerText } from '../shared/responses/answer-deltas'
import { withSlot } from '../shared/runs/with-slot'
import { DifyUser, difyFailure, runOfUser } from './dify-app'

/** Dify has its own codes for rejected recordings. */
export const audioFailure: FailureBody = (failed, requestId) => {
  const names: Partial<Record<ErrorCode, string>> = {
    UNSUPPORTED_MEDIA_TYPE: 'unsupported_audio_type',
    TOO_LARGE: 'audio_too_large',
  }
  const code = names[failed.code]
  return { ...difyFailure(failed, requestId), ...(code === undefined ? {} : { code }) }
}

/** Transcribes a recording with the app's transcription step. */
export function audioToText(api: PublicApi): AppHandler {
  return async (call, app, { keyId }) => {
    if (!(await api.backend.speechOf(app)).hears) return transcriptionDisabled(call)
    return withUpload(call.request, { maxBytes: MAX_DOCUMENT_BYTES }, async ({ fields, ...upload }) => {
      const user = DifyUser.optional().safeParse(fields.get('user') ?? undefined)
      if (!user.success) throw new AppError('INVALID_INPUT', problem('parameters.userNotText'))
      const accepted = { images: false, documents: false, recordings: true }
      const recording = await checkFile(upload, accepted)
      const { signal } = call.request
      const text = await withSlot(api, app.appId, () =>
        api.backend.transcribe({ app, origin: 'dify', keyId, endUser: user.data ?? null, recording, signal }),
      )
      return text === null ? transcriptionDisabled(call) : jsonResponse({ text })
    })
  }
}

const SpeakBody = z
  .strictObject({
    message_id: z.string().max(200).nullish(),
    text: z.string().max(MAX_API_TEXT).nullish(),
    /** Accepted if it is the app's own, as reported by `parameters`. */
    voice: z.string().max(100).nullish(),
    streaming: z.boolean().nullish(),
    user: DifyUser.nullish(),
  })
  .refine(({ message_id, text }) => message_id || text?.trim(), 'Send a message_id, or a text.')

/** Reads an answer or a text aloud with the app's speech step. */
export function textToAudio(api: PublicApi): AppHandler {
  return async (call, app, { keyId }) => {
    const { body } = await readCompatibleBody(call, SpeakBody, MAX_CHAT_BODY_BYTES)
    const { voice } = await api.backend.speechOf(app)
    if (voice === null) throw speechDisabled()
    if (body.voice && body.voice !== voice) throw new AppError('INVALID_INPUT', problem('dify.voiceNotSupported'))
    const text = await textOf(api, call, app, body)
    const { signal } = call.request
    const speech = await withSlot(api, app.appId, () =>
      api.backend.speak({ app, origin: 'dify', keyId, endUser: body.user ?? null, text, signal }),
    )
    if (!speech) throw speechDisabled()
    const headers = { 'content-type': speech.mediaType, 'cache-control': 'no-store' }
    return new Response(Uint8Array.from(speech.bytes), { headers })
  }
}

async function textOf(
  api: PublicApi,
  call: ApiRequest,
  app: Parameters<AppHandler>[1],
  { message_id: runId, text, user }: z.infer<typeof SpeakBody>,
): Promise<string> {
  if (!runId) return text?.trim() ?? ''
  const run = await runOfUser(api, call, { app, runId, user: user ?? undefined })
  const transcript = run.status === 'succeeded' ? answerText(run).trim() : ''
  if (transcript === '') throw new AppError('INVALID_INPUT', problem('publicApi.noAnswerToSpeak'))
  return transcript
}

const speechDisabled = () => new AppError('INVALID_INPUT', problem('dify.textToAudioDisabled'))

function transcriptionDisabled({ requestId }: ApiRequest): Response {
  const message = 'Speech to text is not enabled: the app has no transcription step.'
  const body = { code: 'speech_to_text_disabled', message, status: 400, request_id: requestId }
  return jsonResponse(body, { status: 400 })
}
