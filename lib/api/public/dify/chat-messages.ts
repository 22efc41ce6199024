import 'server-only'
import { z } from 'zod'
import { MAX_API_TEXT, MAX_CHAT_BODY_BYTES } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import { publicStatus } from '../../http/error-status'
import type { PublicApi } from '../public-api'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { idempotencyKeyOf } from '../shared/requests/idempotency-key'
import { readCompatibleBody } from '../shared/requests/read-body'
import { answerText } from '../shared/responses/answer-deltas'
import { finishRun, noteVersion, runHeaders } from '../shared/responses/run-stream'
import { acquireSlot } from '../shared/runs/acquire-slot'
import { DifyUser, difyFailure, OtherVersion } from './dify-app'
import type { DifyChat } from './dify-chat'
import { attachedFiles, DifyFiles, plainInputs } from './dify-files'
import { toMetadata } from './dify-shapes'
import { pauseOf, toPaused } from './human-input'
import { openTalk } from './open-conversation'
import { streamChat } from './stream-chat'

const ChatBody = z.strictObject({
  query: z.string().max(MAX_API_TEXT),
  inputs: JsonObjectSchema.nullish(),
  response_mode: z.enum(['streaming', 'blocking']).default('blocking'),
  conversation_id: z.union([z.literal(''), Id]).nullish(),
  user: DifyUser,
  files: DifyFiles,
  auto_generate_name: z.boolean().nullish(),
  workflow_id: OtherVersion,
})

/** A message of a chat app, in a new conversation if none is given. */
export function sendChatMessage(api: PublicApi): AppHandler {
  return async (call, app, key) => {
    const { body } = await readCompatibleBody(call, ChatBody, MAX_CHAT_BODY_BYTES)
    if (app.messageField === null) throw new AppError('INVALID_INPUT', problem('dify.notChat'))
    const { user: endUser } = body
    const attached = await attachedFiles(api, { app, endUser, files: body.files })
    const request = { ...plainInputs(body.inputs ?? {}), [app.messageField]: body.query, ...attached }
    const inputs = parseRunInputs(app, request, MAX_API_TEXT)
    const claim = idempotencyKeyOf(call.request, { app, key, endUser })
    const streams = body.response_mode === 'streaming'
    return acquireSlot(api, { appId: app.appId, streams }, async (release, onStarted) => {
      const talk = await openTalk(api, call, { app, key, endUser, named: body.conversation_id, ...claim })
      const { conversationId } = talk
      const start = { app, origin: 'dify' as const, inputs, history: [], requestId: call.requestId, keyId: key.keyId }
      const started = await api.backend
        .startRun({ ...start, endUser, conversationId, stream: streams, ...claim })
        .catch(async (error: unknown) => {
          await talk.discard()
          throw error
        })
      onStarted(started)
      const { runId, replayed } = started
      const chat = { app: noteVersion(call, app, started), runId, replayed, endUser, conversationId, release }
      return streams ? streamChat(api, call, chat) : answer(api, call, chat)
    })
  }
}

async function answer(api: PublicApi, call: Parameters<AppHandler>[0], chat: DifyChat): Promise<Response> {
  const { runId, conversationId } = chat
  const startedMs = performance.now()
  const finished = await finishRun(api, call, { ...chat, endsAtPause: true })
  const headers = runHeaders(chat)
  if (finished.error) {
    const failed = new AppError(finished.error.code, finished.error)
    return jsonResponse(difyFailure(failed, call.requestId), { status: publicStatus(failed.code), headers })
  }
  const head = { task_id: runId, id: runId, message_id: runId, conversation_id: conversationId }
  // The run resumes once its question is answered; the answer of the run is then among the messages.
  if (finished.status === 'paused') {
    const request = await pauseOf(api, call, chat)
    const data = request ? { data: toPaused(runId, request) } : {}
    return jsonResponse({ event: 'workflow_paused', ...head, ...data }, { status: 202, headers })
  }
  const latency = (performance.now() - startedMs) / 1_000
  const metadata = toMetadata({ ...finished, latency })
  const body = {
    event: 'message',
    ...head,
    mode: 'chat',
    answer: answerText(finished),
    metadata,
    created_at: nowSeconds(),
  }
  return jsonResponse(body, { headers })
}

const nowSeconds = () => Math.floor(Date.now() / 1_000)
