import 'server-only'
import type { Hono } from 'hono'
import { sseResponse } from '@/lib/api/http/sse'
import { queryOf } from '@/lib/api/studio/query-of'
import { MAX_PICTURE_BODY_BYTES } from '@/lib/contracts/file-limits'
import { AppError } from '@/lib/core/app-error'
import { mapped } from '@/lib/core/iterables/mapped-items'
import { endsWhen } from '@/lib/core/iterables/take-until'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { CallerKey, StoredPublicRun } from '@/lib/runs/public/run-types'
import type { StartPublicRun } from '@/lib/runs/public/types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { publicStatus } from '../../http/error-status'
import { onDisconnect } from '../direct-request'
import type { PublicApi } from '../public-api'
import { type ApiHandler, type ApiRequest, apiHandler, jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { leasedByKey } from '../shared/access/key-lease'
import { authorizeKey, findKeyedApp } from '../shared/access/keyed-app'
import { noteIgnored } from '../shared/requests/note-ignored'
import { readCompatibleBody } from '../shared/requests/read-body'
import { deltasOf } from '../shared/responses/answer-deltas'
import { AnswerRestarted, restartedError } from '../shared/responses/answer-restarted'
import { asAppError } from '../shared/responses/public-error'
import { retryHeaders } from '../shared/responses/retry-headers'
import { finishRun, noteVersion, runHeaders } from '../shared/responses/run-stream'
import { stopsAtApproval } from '../shared/responses/until-approval'
import { waitingRun } from '../shared/responses/waiting-answer'
import { acquireSlot, type OnStarted } from '../shared/runs/acquire-slot'
import { requireChatSize } from '../shared/runs/require-chat-size'
import { findResponse } from './find-response'
import { openAiCall } from './openai-call'
import { listInputItems } from './openai-input-items'
import { toOpenAiError, toOpenAiMissing } from './openai-shapes'
import { inputMessages } from './response-items'
import { hasText, responseEvents } from './responses-events'
import { ResponsesRequest, runIdOf, toResponseConversation } from './responses-request'
import { type ResponseHead, toResponse, toStartedResponse, toWaitingResponse } from './responses-shapes'

/**
 * OpenAI's Responses API. Each response is a run of the app. Its id retrieves, follows, stops and continues
 * it.
 */
export function mountResponses(router: Hono, api: PublicApi, base: string): void {
  const mount = (handler: ApiHandler) => apiHandler(api, handler, toOpenAiError)
  const mountOne = (handler: ApiHandler) => apiHandler(api, handler, toOpenAiMissing)
  const itemPath = `${base}/responses/:responseId`
  router.post(`${base}/responses`, mount(create(api)))
  router.get(itemPath, mountOne(retrieve(api)))
  router.get(`${itemPath}/input_items`, mountOne(listInputItems(api)))
  for (const [name, why] of Object.entries(NOT_SUPPORTED))
    router.post(`${base}/responses/${name}`, mount(reject(api, why)))
  router.delete(
    itemPath,
    mountOne(async (call) => {
      const { app, run } = await findResponse(api, call)
      await api.backend.deleteRun({ app, runId: run.runId })
      return jsonResponse({ id: call.param('responseId'), object: 'response', deleted: true })
    }),
  )
  router.post(
    `${itemPath}/cancel`,
    mountOne(async (call) => {
      const { app, run } = await findResponse(api, call)
      await api.backend.cancel({ app, runId: run.runId })
      await untilEnd(api, call, { app, runId: run.runId })
      const now = await api.backend.getRun({ app, runId: run.runId, requestId: call.requestId })
      return jsonResponse(toResponse(headOf(app, run), now ?? run))
    }),
  )
}

/** Maximum time for another process to carry out a stop. */
const MAX_STOP_MS = 2_000

async function untilEnd(api: PublicApi, { request, requestId }: ApiRequest, run: AwaitedRun): Promise<void> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(MAX_STOP_MS)])
  for await (const items of api.backend.eventBatches({ ...run, afterSeq: 0, requestId, signal }))
    if (items.some(({ event }) => event.type === 'run.completed' || event.type === 'run.failed')) return
}

interface AwaitedRun {
  app: PublishedApp
  runId: string
}

/** Further operations of OpenAI's package, and why an app does not support them. */
const NOT_SUPPORTED = {
  input_tokens: problem('openai.tokensNotCounted'),
  compact: problem('openai.notCompacted'),
}

function reject(api: PublicApi, why: Problem): ApiHandler {
  return async (call) => {
    await authorizeKey(api, call)
    throw new AppError('INVALID_INPUT', why)
  }
}

interface Followed {
  app: PublishedApp
  head: ResponseHead
  headers: Record<string, string>
  /** Disconnecting stops the run. */
  endsWithCaller: boolean
  /** Ends at an approval with a note that the run waits. */
  endsAtApproval?: boolean
  release: () => void
  after?: number
}

function create(api: PublicApi): ApiHandler {
  return async (call) => {
    const key = await authorizeKey(api, call)
    const { body, sizeBytes } = await readCompatibleBody(call, ResponsesRequest, MAX_PICTURE_BODY_BYTES)
    const app = await findKeyedApp(api, call, key, body.model)
    requireChatSize(app, sizeBytes)
    const start = await callOf(api, call, { app, key, body })
    const isBackground = body.background ?? false
    const startRun = async (release: () => void, onStarted: OnStarted): Promise<Response> => {
      const starting = isBackground ? api.backend.enqueueRun(start) : api.backend.startRun(start)
      const started = await starting.catch(throwMissing(body))
      onStarted(started)
      noteVersion(call, app, started)
      const head = headOf(app, {
        runId: started.runId,
        endUser: start.endUser ?? null,
        note: noteOf(start, isBackground),
      })
      const headers = runHeaders(started)
      const endsWithCaller = !isBackground && start.idempotencyKey === undefined
      const followed = { app, head, headers, endsWithCaller, endsAtApproval: !isBackground, release }
      if (body.stream) return stream(api, call, followed)
      return isBackground ? jsonResponse(toStartedResponse(head, 'queued'), { headers }) : answer(api, call, followed)
    }
    // Workers have separate slots.
    if (isBackground)
      return startRun(
        () => {},
        () => {},
      )
    return acquireSlot(api, { appId: app.appId, streams: body.stream ?? false }, startRun)
  }
}

/** OpenAI's error for a missing response or conversation to continue. */
function throwMissing({ previous_response_id: previous, conversation }: ResponsesRequest) {
  return (error: unknown): never => {
    if (!AppError.isInstance(error) || error.code !== 'NOT_FOUND') throw error
    if (previous) throw previousMissing(previous)
    throw conversation ? new AppError('NOT_FOUND', error, { details: { at: 'conversation', code: null } }) : error
  }
}

function previousMissing(id: string): AppError {
  const details = { at: 'previous_response_id', code: 'previous_response_not_found' }
  return new AppError('INVALID_INPUT', problem('openai.previousResponseMissing', { id }), { details })
}

async function callOf(
  api: PublicApi,
  call: ApiRequest,
  { app, key, body }: { app: PublishedApp; key: CallerKey; body: ResponsesRequest },
): Promise<StartPublicRun> {
  const previous = body.previous_response_id ?? null
  const previousRunId = previous === null ? null : runIdOf(previous)
  if (previous !== null && previousRunId === null) throw previousMissing(previous)
  const endUser = endUserOf(call.request) ?? body.user ?? null
  const conversation = toResponseConversation(body, await inputMessages(api, { app, endUser }, body.input))
  for (const name of conversation.ignored) noteIgnored(call, name)
  return {
    ...(await openAiCall(api, call, { app, key, conversation, user: body.user, metadata: body.metadata })),
    ...(previousRunId === null ? {} : { previousRunId }),
    ...(body.conversation ? { conversationId: body.conversation } : {}),
    // A background response can be followed from any point.
    stream: body.stream ?? body.background ?? false,
  }
}

function noteOf({ metadata, previousRunId, conversationId }: StartPublicRun, background: boolean) {
  return {
    background,
    ...(metadata === undefined ? {} : { metadata }),
    ...(previousRunId === undefined ? {} : { previousRunId }),
    ...(conversationId === undefined ? {} : { conversationId }),
  }
}

function headOf(app: PublishedApp, run: Pick<StoredPublicRun, 'runId' | 'endUser' | 'note'>): ResponseHead {
  return { runId: run.runId, model: app.slug, note: run.note, user: run.endUser }
}

async function answer(api: PublicApi, call: ApiRequest, followed: Followed): Promise<Response> {
  const { app, head, headers, endsWithCaller } = followed
  const run = { app, runId: head.runId }
  const stop = () => void (endsWithCaller && api.backend.cancel(run).catch(() => undefined))
  const stopListening = onDisconnect(call.request, stop)
  const done = await finishRun(api, call, { ...run, endsAtPause: 'approval' }).finally(stopListening)
  if (done.status === 'paused') {
    const waiting = toWaitingResponse(head, 'in_progress', waitingRun(api.appUrl, app, head.runId))
    return jsonResponse(waiting, { headers })
  }
  if (done.error)
    return jsonResponse(toOpenAiError(done.error, call.requestId), {
      status: publicStatus(done.error.code),
      headers: { ...headers, ...retryHeaders(done.error) },
    })
  return jsonResponse(toResponse(head, done), { headers })
}

function stream(api: PublicApi, call: ApiRequest, followed: Followed): Response {
  const { requestId } = call
  const { app, head, release, after = -1 } = followed
  let finished = false
  const source = (signal: AbortSignal) => {
    const run = { app, runId: head.runId, requestId }
    const batches = api.backend.eventBatches({ ...run, afterSeq: 0, holdsStaleText: true, signal })
    const parts = mapped(deltasOf(batches, { isResumed: hasText(after) }), (together) => {
      finished ||= together.some(({ kind }) => kind === 'done' || kind === 'failed')
      finished ||= followed.endsAtApproval === true && stopsAtApproval(together)
      return together
    })
    const waiting = followed.endsAtApproval ? waitingRun(api.appUrl, app, head.runId) : null
    const events = responseEvents(head, parts, { after, waiting })
    return endsWhen(events, () => finished)
  }
  const onEnd = () => {
    release()
    if (!finished && followed.endsWithCaller) api.backend.cancel({ app, runId: head.runId }).catch(() => undefined)
  }
  return sseResponse(source, {
    headers: followed.headers,
    ...leasedByKey(call, onEnd),
    onError: (error) => {
      if (error instanceof AnswerRestarted) {
        // The run continues, and the client can retrieve the response by its id.
        finished = true
        const { error: reported } = restartedError(error, requestId)
        return { event: 'error', data: { ...reported, type: 'error', error: reported } }
      }
      api.logFailure(error, { requestId, path: call.path })
      const { message, code } = toOpenAiError(asAppError(error), requestId).error
      return { event: 'error', data: { type: 'error', code, message, param: null } }
    },
  })
}

function retrieve(api: PublicApi): ApiHandler {
  return async (call) => {
    const { app, run } = await findResponse(api, call)
    noteVersion(call, app, run)
    const head = headOf(app, run)
    const query = queryOf(call.request.url)
    const after = Number(query.starting_after ?? -1)
    if (query.stream !== 'true') return jsonResponse(toResponse(head, run))
    if (!Number.isSafeInteger(after)) throw new AppError('INVALID_INPUT', problem('openai.startingAfterInvalid'))
    const headers = runHeaders({ runId: run.runId })
    return stream(api, call, { app, head, headers, endsWithCaller: false, release: () => {}, after })
  }
}
