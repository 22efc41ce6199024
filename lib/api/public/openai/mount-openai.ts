import 'server-only'
import type { Hono } from 'hono'
import type { TextResponse } from '@/lib/api/http/light-response'
import { type SseEvent, sseResponse } from '@/lib/api/http/sse'
import { MAX_PICTURE_BODY_BYTES } from '@/lib/contracts/file-limits'
import type { PublicRun } from '@/lib/contracts/public'
import { preceded } from '@/lib/core/iterables/deferred-iterable'
import { mapped } from '@/lib/core/iterables/mapped-items'
import { endsWhen } from '@/lib/core/iterables/take-until'
import { jsonAround } from '@/lib/core/json-around'
import { secondsOfId } from '@/lib/core/new-id'
import { ACCEPTS_NOTHING } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { publicStatus } from '../../http/error-status'
import { onDisconnect } from '../direct-request'
import { describeOpenAi } from '../openapi/describe-openai'
import type { PublicApi } from '../public-api'
import { type ApiCall, type ApiHandler, apiHandler, jsonResponse } from '../public-handler'
import { leasedByKey } from '../shared/access/key-lease'
import { authorizeKey, findKeyedApp } from '../shared/access/keyed-app'
import { noteIgnored } from '../shared/requests/note-ignored'
import { readCompatibleBody } from '../shared/requests/read-body'
import { type AnswerPart, answerText, deltasOf } from '../shared/responses/answer-deltas'
import { AnswerRestarted, restartedError } from '../shared/responses/answer-restarted'
import { asAppError } from '../shared/responses/public-error'
import { retryHeaders } from '../shared/responses/retry-headers'
import { finishRun, noteVersion, runHeaders } from '../shared/responses/run-stream'
import { stopsAtApproval } from '../shared/responses/until-approval'
import { PARAGRAPH, waitingRun } from '../shared/responses/waiting-answer'
import { acquireSlot } from '../shared/runs/acquire-slot'
import { requireChatSize } from '../shared/runs/require-chat-size'
import { completionAnnotations } from './completion-annotations'
import { mountResponses } from './mount-responses'
import { openAiCall } from './openai-call'
import { mountOpenAiConversations } from './openai-conversations'
import { createEmbeddings } from './openai-embeddings'
import { mountOpenAiFiles } from './openai-files'
import { completeWithModel, findTunedModel, isTrainedModel, toTrainedModel } from './openai-models'
import { OpenAiRequest, toConversation } from './openai-request'
import { type CompletionHead, toChunk, toCompletion, toModel, toOpenAiError, toUsage } from './openai-shapes'
import { plainChatBody } from './plain-chat-body'

const BASE = '/api/openai/v1'
const NO_USAGE = { inputTokens: 0, outputTokens: 0, estimated: false }

/** The OpenAI-compatible API: the model name is a chat app's address. */
export function mountOpenAi(router: Hono, api: PublicApi): void {
  const mount = (handler: ApiHandler) => apiHandler(api, handler, toOpenAiError)
  router.post(`${BASE}/chat/completions`, mount(completeChat(api)))
  mountResponses(router, api, BASE)
  mountOpenAiFiles(router, api, BASE)
  mountOpenAiConversations(router, api, BASE)
  router.post(`${BASE}/embeddings`, mount(createEmbeddings(api)))
  router.get(
    `${BASE}/openapi.json`,
    mount(async (call) => {
      await authorizeKey(api, call)
      return jsonResponse(describeOpenAi(api.appUrl))
    }),
  )
  router.get(`${BASE}/models`, mount(listModels(api)))
  router.get(
    `${BASE}/models/:model`,
    mount(async (call) => {
      const key = await authorizeKey(api, call)
      const model = call.param('model')
      if (isTrainedModel(model)) return jsonResponse(toTrainedModel(await findTunedModel(api, key, model)))
      return jsonResponse(toModel(await findKeyedApp(api, call, key, model)))
    }),
  )
}

function listModels(api: PublicApi): ApiHandler {
  return async (call) => {
    const key = await authorizeKey(api, call)
    const [apps, models] = await Promise.all([api.backend.listApps(key), api.backend.listModels(key)])
    const tuned = models.filter(({ kind }) => kind === 'chat').map(toTrainedModel)
    const chats = apps.filter((app) => app.messageField !== null).map(toModel)
    return jsonResponse({ object: 'list', data: [...chats, ...tuned] })
  }
}

/** One handler for the router and the fast path. */
export function completeChat(api: PublicApi) {
  return async (call: ApiCall): Promise<TextResponse> => {
    const key = await authorizeKey(api, call)
    const request = await readCompatibleBody(call, OpenAiRequest, MAX_PICTURE_BODY_BYTES, plainChatBody)
    const { body, sizeBytes } = request
    if (isTrainedModel(body.model)) requireChatSize(ACCEPTS_NOTHING, sizeBytes)
    if (isTrainedModel(body.model)) return completeWithModel(api, call, { key, body })
    const app = await findKeyedApp(api, call, key, body.model)
    requireChatSize(app, sizeBytes)
    const conversation = toConversation(body)
    for (const name of conversation.ignored) noteIgnored(call, name)
    const streams = body.stream ?? false
    return acquireSlot<TextResponse>(api, { appId: app.appId, streams }, async (release, onStarted) => {
      const start = await openAiCall(api, call, { app, key, conversation, user: body.user, metadata: body.metadata })
      const started = await api.backend.startRun({ ...start, stream: streams })
      onStarted(started)
      const { runId, replayed } = started
      noteVersion(call, app, started)
      const head = { id: `chatcmpl-${runId}`, created: secondsOfId(runId), model: app.slug }
      const endsWithCaller = start.idempotencyKey === undefined
      const run = { app, runId, replayed, head, release, endsWithCaller }
      if (streams) return stream(api, call, run, body.stream_options?.include_usage ?? false)
      return answer(api, call, run)
    })
  }
}

interface StartedCompletion {
  app: PublishedApp
  runId: string
  replayed: boolean
  /** Disconnecting stops the run, since its answer cannot be fetched later. */
  endsWithCaller: boolean
  head: CompletionHead
  release: () => void
}

async function answer(api: PublicApi, call: ApiCall, run: StartedCompletion): Promise<TextResponse> {
  const stop = () => void (run.endsWithCaller && api.backend.cancel(run).catch(() => undefined))
  const stopListening = onDisconnect(call.request, stop)
  let done: PublicRun
  try {
    done = await finishRun(api, call, { ...run, endsAtPause: 'approval' })
  } finally {
    stopListening()
  }
  if (done.error)
    return jsonResponse(toOpenAiError(done.error, call.requestId), {
      status: publicStatus(done.error.code),
      headers: { ...runHeaders(run), ...retryHeaders(done.error) },
    })
  if (done.status === 'paused') {
    const { text, patchbay } = waitingRun(api.appUrl, run.app, run.runId)
    const waiting = toCompletion(run.head, { content: text, usage: done.usage, patchbay })
    return jsonResponse(waiting, { headers: runHeaders(run) })
  }
  const content = answerText(done)
  const annotations = completionAnnotations(api.appUrl, run, { text: content, citations: done.citations })
  const completion = { content, usage: done.usage, finish: done.finishReason, annotations, reasoning: done.reasoning }
  return jsonResponse(toCompletion(run.head, completion), { headers: runHeaders(run) })
}

function stream(api: PublicApi, call: ApiCall, run: StartedCompletion, includeUsage: boolean): TextResponse {
  const { requestId, path } = call
  const { app, runId, head } = run
  const usage = includeUsage ? { usage: null } : {}
  const textChunk = jsonAround((content) => toChunk(head, { delta: { content }, ...usage }))
  let finished = false
  const addEvents = (events: SseEvent[], part: AnswerPart): void => {
    if (part.kind === 'text') events.push({ data: textChunk(part.text) })
    if (part.kind === 'reasoning')
      events.push({ data: toChunk(head, { delta: { reasoning_content: part.text }, ...usage }) })
    if (part.kind === 'replaced') throw new AnswerRestarted()
    if (part.kind === 'failed') events.push({ data: toOpenAiError(part.error, requestId) })
    if (part.kind === 'done') {
      const cited = { text: part.answer, citations: part.result.citations }
      const annotations = completionAnnotations(api.appUrl, run, cited)
      if (annotations.length > 0) events.push({ data: toChunk(head, { delta: { annotations }, ...usage }) })
      events.push({ data: toChunk(head, { finish: part.result.finishReason ?? 'stop', ...usage }) })
      if (includeUsage) events.push({ data: toChunk(head, { usage: toUsage(part.result.usage) }) })
      events.push({ data: '[DONE]' })
    }
    finished ||= part.kind === 'failed' || part.kind === 'done'
  }
  let hasText = false
  const addTogether = (parts: readonly AnswerPart[]): SseEvent[] => {
    const events: SseEvent[] = []
    for (const part of parts) addEvents(events, part)
    hasText ||= parts.some(({ kind }) => kind === 'text')
    if (!stopsAtApproval(parts)) return events
    const { text, patchbay } = waitingRun(api.appUrl, app, runId)
    events.push({ data: textChunk(hasText ? PARAGRAPH + text : text) })
    events.push({ data: toChunk(head, { finish: 'stop', ...usage, patchbay }) })
    if (includeUsage) events.push({ data: toChunk(head, { usage: toUsage(NO_USAGE) }) })
    events.push({ data: '[DONE]' })
    finished = true
    return events
  }
  const source = (signal: AbortSignal) => {
    const opening = { data: toChunk(head, { delta: { role: 'assistant', content: '' }, ...usage }), isOpening: true }
    const parts = deltasOf(
      api.backend.eventBatches({ app, runId, afterSeq: 0, holdsStaleText: true, requestId, signal }),
    )
    return preceded(
      [opening],
      endsWhen(mapped(parts, addTogether), () => finished),
    )
  }
  const onEnd = () => {
    run.release()
    if (!finished && run.endsWithCaller) api.backend.cancel(run).catch(() => undefined)
  }
  return sseResponse(source, {
    headers: runHeaders(run),
    ...leasedByKey(call, onEnd),
    onError: (error) => {
      if (error instanceof AnswerRestarted) return { data: restartedError(error, requestId) }
      api.logFailure(error, { requestId, path })
      return { data: toOpenAiError(asAppError(error), requestId) }
    },
  })
}
