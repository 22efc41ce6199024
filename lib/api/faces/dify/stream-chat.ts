import 'server-only'
import { type SseEvent, sseResponse } from '@/lib/api/sse'
import type { PublicCitation, PublicError, PublicUsage } from '@/lib/contracts/public'
import { answerParts } from '../answer-parts'
import { publicStatus } from '../error-status'
import type { FaceRequest } from '../face-handler'
import { leasedByKey } from '../key-lease'
import { asAppError, toPublicError } from '../public-error'
import type { PublicFaces } from '../public-faces'
import { runHeaders } from '../run-stream'
import type { DifyChat } from './chat-messages'
import { difyCode } from './dify-app'
import { createdAt, toMetadata } from './dify-shapes'

const NOTHING = { inputTokens: 0, outputTokens: 0, estimated: false }

/** Dify's events of a chat. A reader that leaves stops nothing: the answer is among the messages. */
export function streamChat(faces: PublicFaces, face: FaceRequest, chat: DifyChat): Response {
  const { requestId } = face
  const { runId, conversationId } = chat
  const head = { task_id: runId, message_id: runId, conversation_id: conversationId, created_at: createdAt(runId) }
  const startedMs = performance.now()
  const ended = (usage: PublicUsage, citations: PublicCitation[]): SseEvent => {
    const metadata = toMetadata({ usage, citations, latency: (performance.now() - startedMs) / 1_000 })
    return { data: { event: 'message_end', ...head, id: runId, metadata } }
  }
  async function* source(signal: AbortSignal): AsyncGenerator<SseEvent> {
    for await (const part of answerParts(faces, chat, { requestId, signal })) {
      if (part.kind === 'text') yield { data: { event: 'message', ...head, id: runId, answer: part.text } }
      // As Dify has it, a message that was stopped has ended.
      if (part.kind === 'failed')
        yield part.error.code === 'CANCELLED' ? ended(NOTHING, []) : { data: { ...head, ...toFailed(part.error) } }
      if (part.kind === 'done') yield ended(part.result.usage, part.result.citations)
    }
  }
  return sseResponse(source, {
    headers: runHeaders(chat),
    pingMs: 10_000,
    ...leasedByKey(face),
    onError: (error) => {
      faces.logFailure(error, { requestId, path: face.path })
      return { data: { ...head, ...toFailed(toPublicError(asAppError(error), requestId)) } }
    },
  })
}

export const toFailed = ({ code, message }: PublicError) => ({
  event: 'error',
  status: publicStatus(code),
  code: difyCode(code),
  message,
})
