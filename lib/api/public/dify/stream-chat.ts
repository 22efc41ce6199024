import 'server-only'
import { type SseEvent, sseResponse } from '@/lib/api/http/sse'
import type { PublicCitation, PublicError, PublicUsage } from '@/lib/contracts/public'
import { jsonAround } from '@/lib/core/json-around'
import { publicStatus } from '../../http/error-status'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import { leasedByKey } from '../shared/access/key-lease'
import type { AnswerPart } from '../shared/responses/answer-deltas'
import { answerParts } from '../shared/responses/answer-parts'
import { asAppError, toPublicError } from '../shared/responses/public-error'
import { runHeaders } from '../shared/responses/run-stream'
import { untilApproval } from '../shared/responses/until-approval'
import { difyCode } from './dify-app'
import type { DifyChat } from './dify-chat'
import { createdAt, toMetadata } from './dify-shapes'
import { pauseEvents } from './human-input'

const NO_USAGE = { inputTokens: 0, outputTokens: 0, estimated: false }

/** Dify's chat events. Disconnecting does not stop the run: its answer is stored among the messages. */
export function streamChat(api: PublicApi, call: ApiRequest, chat: DifyChat): Response {
  const { requestId } = call
  const { runId, conversationId } = chat
  const head = { task_id: runId, message_id: runId, conversation_id: conversationId, created_at: createdAt(runId) }
  const startedMs = performance.now()
  const ended = (usage: PublicUsage, citations: PublicCitation[]): SseEvent => {
    const metadata = toMetadata({ usage, citations, latency: (performance.now() - startedMs) / 1_000 })
    return { data: { event: 'message_end', ...head, id: runId, metadata } }
  }
  const message = jsonAround((answer) => ({ event: 'message', ...head, id: runId, answer }))
  const addEvents = (events: SseEvent[], part: AnswerPart): void => {
    if (part.kind === 'text') events.push({ data: message(part.text) })
    if (part.kind === 'replaced') events.push({ data: { event: 'message_replace', ...head, answer: part.text } })
    // In Dify a stopped message has ended.
    if (part.kind === 'failed')
      events.push(
        part.error.code === 'CANCELLED' ? ended(NO_USAGE, []) : { data: { ...head, ...toFailed(part.error) } },
      )
    if (part.kind === 'done') events.push(ended(part.result.usage, part.result.citations))
  }
  const readPause = () => pauseEvents(api, call, { ...chat, head })
  const source = (signal: AbortSignal) =>
    untilApproval(answerParts(api, chat, { requestId, signal }), {
      add: addEvents,
      readPause,
      staysOpen: chat.staysOpen === true,
    })
  return sseResponse(source, {
    headers: runHeaders(chat),
    pingMs: 10_000,
    ...leasedByKey(call, chat.release),
    onError: (error) => {
      api.logFailure(error, { requestId, path: call.path })
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
