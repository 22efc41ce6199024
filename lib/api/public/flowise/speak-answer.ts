import 'server-only'
import { z } from 'zod'
import { type SseEvent, sseResponse } from '@/lib/api/http/sse'
import { MAX_API_TEXT, MAX_CHAT_BODY_BYTES } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { problem } from '@/lib/messages/problems/problem'
import type { PublicApi } from '../public-api'
import { type ApiHandler, jsonResponse } from '../public-handler'
import { readCompatibleBody } from '../shared/requests/read-body'
import { answerText } from '../shared/responses/answer-deltas'
import { notFound } from '../shared/responses/public-error'
import { withSlot } from '../shared/runs/with-slot'
import { endUserOfCall, type FlowiseHandler, forApp } from './flowise-app'
import { ChatId } from './flowise-body'

/** `text` is the client's copy of the answer. The stored answer is read aloud, so that callers cannot choose the text. */
const ReadOutBody = z.strictObject({
  chatflowId: z.string().max(200),
  chatId: ChatId,
  chatMessageId: Id,
  text: z.string().max(MAX_API_TEXT).optional(),
})
/** Maximum size before base64 encoding. */
const CHUNK_BYTES = 48 * 1024

/** Reads an answer of the chat aloud, in pieces, with the app's speech step. */
export function readOut(api: PublicApi): ApiHandler {
  return async (call) => {
    const {
      body: { chatflowId, chatId, chatMessageId },
    } = await readCompatibleBody(call, ReadOutBody, MAX_CHAT_BODY_BYTES)
    const work: FlowiseHandler = async (_call, caller) => {
      const { app, key } = caller
      const endUser = endUserOfCall(call, caller, chatId)
      const run = await api.backend.getRun({ app, runId: chatMessageId, requestId: call.requestId })
      if (!run || (endUser !== null && run.endUser !== endUser)) throw notFound()
      const text = run.status === 'succeeded' ? answerText(run).trim() : ''
      if (text === '') throw new AppError('INVALID_INPUT', problem('publicApi.noAnswerToSpeak'))
      const { signal } = call.request
      const who = { app, origin: 'flowise' as const, keyId: key?.keyId ?? null, endUser, signal }
      const speech = await withSlot(api, app.appId, () => api.backend.speak({ ...who, text, format: 'mp3' }))
      if (!speech) throw new AppError('INVALID_INPUT', problem('flowise.noTextToSpeech'))
      return sseResponse(toEvents(chatMessageId, speech))
    }
    return forApp(api, call, { slug: chatflowId, work })
  }
}

async function* toEvents(
  chatMessageId: string,
  { bytes, mediaType }: { bytes: Uint8Array; mediaType: string },
): AsyncGenerator<SseEvent> {
  const toEvent = (event: string, fields: object): SseEvent => ({
    event,
    data: { event, data: { chatMessageId, ...fields } },
  })
  const format = mediaType === 'audio/mpeg' ? 'mp3' : mediaType.slice('audio/'.length)
  yield toEvent('tts_start', { format })
  for (let from = 0; from < bytes.byteLength; from += CHUNK_BYTES)
    yield toEvent('tts_data', { audioChunk: Buffer.from(bytes.subarray(from, from + CHUNK_BYTES)).toString('base64') })
  yield toEvent('tts_end', {})
}

const AbortBody = z.strictObject({ chatflowId: z.string().max(200), chatId: ChatId, chatMessageId: Id })

/** The client has stopped reading, which already ended the speech. */
export function abortReadOut(api: PublicApi): ApiHandler {
  return async (call) => {
    const {
      body: { chatflowId },
    } = await readCompatibleBody(call, AbortBody, MAX_CHAT_BODY_BYTES)
    const work: FlowiseHandler = async () => jsonResponse({ message: 'TTS stream aborted successfully' })
    return forApp(api, call, { slug: chatflowId, work })
  }
}
