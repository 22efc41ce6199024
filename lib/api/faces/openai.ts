import 'server-only'
import type { Hono } from 'hono'
import type { TextResponse } from '@/lib/api/light-response'
import { type SseEvent, sseResponse } from '@/lib/api/sse'
import { MAX_PICTURE_BODY_BYTES } from '@/lib/contracts/file-limits'
import type { PublicRun } from '@/lib/contracts/public'
import { preceded } from '@/lib/core/deferred-iterable'
import { jsonAround } from '@/lib/core/json-around'
import { secondsOfId } from '@/lib/core/new-id'
import { TAKES_NOTHING } from '@/lib/runs/input-fields'
import type { PublishedApp } from '@/lib/runs/public-backend-types'
import { authorizeKey, findKeyedApp } from './authorize-key'
import { whenGone } from './direct-request'
import { publicStatus } from './error-status'
import { type FaceCall, type FaceHandler, faceHandler, jsonResponse } from './face-handler'
import { holdPlace } from './hold-place'
import { leasedByKey } from './key-lease'
import { noteIgnored } from './note-ignored'
import { noteVersion } from './note-version'
import { openAiCall } from './openai-call'
import { type AnswerPart, answerText, deltasOf, eventsOf } from './openai-deltas'
import { mountOpenAiFiles } from './openai-files'
import { completeWithModel, findTunedModel, isTrainedModel, toTrainedModel } from './openai-models'
import { OpenAiRequest, toConversation } from './openai-request'
import { mountResponses } from './openai-responses'
import { type CompletionHead, toChunk, toCompletion, toModel, toOpenAiError, toUsage } from './openai-shapes'
import { describeOpenAi } from './openapi/describe-openai'
import { plainChatBody } from './plain-chat-body'
import { asAppError } from './public-error'
import type { PublicFaces } from './public-faces'
import { readCompatibleBody } from './read-body'
import { requireChatSize } from './require-chat-size'
import { finishRun, runHeaders } from './run-stream'

const BASE = '/api/openai/v1'

/** Any OpenAI client talks to a published chat app: the model's name is the app's address. */
export function mountOpenAi(router: Hono, faces: PublicFaces): void {
  const mount = (handler: FaceHandler) => faceHandler(faces, handler, toOpenAiError)
  router.post(`${BASE}/chat/completions`, mount(completeChat(faces)))
  mountResponses(router, faces, BASE)
  mountOpenAiFiles(router, faces, BASE)
  router.get(
    `${BASE}/openapi.json`,
    mount(async (face) => {
      await authorizeKey(faces, face)
      return jsonResponse(describeOpenAi(faces.appUrl))
    }),
  )
  router.get(`${BASE}/models`, mount(listModels(faces)))
  router.get(
    `${BASE}/models/:model`,
    mount(async (face) => {
      const key = await authorizeKey(faces, face)
      const model = face.param('model')
      if (isTrainedModel(model)) return jsonResponse(toTrainedModel(await findTunedModel(faces, key, model)))
      return jsonResponse(toModel(await findKeyedApp(faces, face, key, model)))
    }),
  )
}

function listModels(faces: PublicFaces): FaceHandler {
  return async (face) => {
    const key = await authorizeKey(faces, face)
    const [apps, models] = await Promise.all([faces.backend.listApps(key), faces.backend.listModels(key)])
    const tuned = models.filter(({ kind }) => kind === 'chat').map(toTrainedModel)
    const chats = apps.filter((app) => app.messageField !== null).map(toModel)
    return jsonResponse({ object: 'list', data: [...chats, ...tuned] })
  }
}

/** One handler for both ways in: the router's, and the direct one. */
export function completeChat(faces: PublicFaces) {
  return async (face: FaceCall): Promise<TextResponse> => {
    const key = await authorizeKey(faces, face)
    const asked = await readCompatibleBody(face, OpenAiRequest, MAX_PICTURE_BODY_BYTES, plainChatBody)
    const { body, sizeBytes } = asked
    if (isTrainedModel(body.model)) requireChatSize(TAKES_NOTHING, sizeBytes)
    if (isTrainedModel(body.model)) return completeWithModel(faces, face, { key, body })
    const app = await findKeyedApp(faces, face, key, body.model)
    requireChatSize(app, sizeBytes)
    const conversation = toConversation(body)
    for (const name of conversation.ignored) noteIgnored(face, name)
    const streams = body.stream ?? false
    return holdPlace<TextResponse>(faces, { appId: app.appId, streams }, async (release, begun) => {
      const call = await openAiCall(faces, face, { app, key, conversation, user: body.user, metadata: body.metadata })
      const started = await faces.backend.startRun({ ...call, stream: streams })
      begun(started)
      const { runId, replayed } = started
      noteVersion(face, app, started)
      const head = { id: `chatcmpl-${runId}`, created: secondsOfId(runId), model: app.slug }
      const endsWithCaller = call.idempotencyKey === undefined
      const run = { app, runId, replayed, head, release, endsWithCaller }
      if (streams) return stream(faces, face, run, body.stream_options?.include_usage ?? false)
      return answer(faces, face, run)
    })
  }
}

interface StartedCompletion {
  app: PublishedApp
  runId: string
  replayed: boolean
  /** Nobody can ask for the answer again, so a caller that leaves stops the run. */
  endsWithCaller: boolean
  head: CompletionHead
  release: () => void
}

async function answer(faces: PublicFaces, face: FaceCall, run: StartedCompletion): Promise<TextResponse> {
  const stop = () => void (run.endsWithCaller && faces.backend.cancel(run).catch(() => undefined))
  const stay = whenGone(face.request, stop)
  let done: PublicRun
  try {
    done = await finishRun(faces, face, run)
  } finally {
    stay()
  }
  if (done.error)
    return jsonResponse(toOpenAiError(done.error, face.requestId), {
      status: publicStatus(done.error.code),
      // The engine has tried again already; a client's own retries would only pay twice.
      headers: { ...runHeaders(run), 'x-should-retry': 'false' },
    })
  return jsonResponse(toCompletion(run.head, answerText(done), done.usage), { headers: runHeaders(run) })
}

function stream(faces: PublicFaces, face: FaceCall, run: StartedCompletion, includeUsage: boolean): TextResponse {
  const { requestId, path } = face
  const { app, runId, head } = run
  const usage = includeUsage ? { usage: null } : {}
  const textChunk = jsonAround((content) => toChunk(head, { delta: { content }, ...usage }))
  let finished = false
  const addEvents = (events: SseEvent[], part: AnswerPart): void => {
    if (part.kind === 'text') events.push({ data: textChunk(part.text) })
    if (part.kind === 'failed') events.push({ data: toOpenAiError(part.error, requestId) })
    if (part.kind === 'done') {
      events.push({ data: toChunk(head, { finish: 'stop', ...usage }) })
      if (includeUsage) events.push({ data: toChunk(head, { usage: toUsage(part.result.usage) }) })
      events.push({ data: '[DONE]' })
    }
    finished ||= part.kind === 'failed' || part.kind === 'done'
  }
  const source = (signal: AbortSignal) => {
    const opening = { data: toChunk(head, { delta: { role: 'assistant', content: '' }, ...usage }), isOpening: true }
    const parts = deltasOf(faces.backend.eventBatches({ app, runId, afterSeq: 0, requestId, signal }))
    return preceded([opening], eventsOf(parts, addEvents))
  }
  const onEnd = () => {
    run.release()
    if (!finished && run.endsWithCaller) faces.backend.cancel(run).catch(() => undefined)
  }
  return sseResponse(source, {
    headers: runHeaders(run),
    ...leasedByKey(face, onEnd),
    onError: (error) => {
      faces.logFailure(error, { requestId, path })
      return { data: toOpenAiError(asAppError(error), requestId) }
    },
  })
}
