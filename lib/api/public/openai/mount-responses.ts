import 'server-only'
import type { Hono } from 'hono'
import { sseResponse } from '@/lib/api/http/sse'
import { queryOf } from '@/lib/api/studio/query-of'
import { MAX_PICTURE_BODY_BYTES } from '@/lib/contracts/file-limits'
import { AppError } from '@/lib/core/app-error'
import { mapped } from '@/lib/core/iterables/mapped-items'
import { endsWhen } from '@/lib/core/iterables/take-until'
import type { CallerKey, StoredPublicRun } from '@/lib/runs/public/run-types'
import type { StartPublicRun } from '@/lib/runs/public/types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { whenGone } from '../direct-request'
import type { PublicFaces } from '../public-api'
import { type FaceHandler, type FaceRequest, faceHandler, jsonResponse } from '../public-handler'
import { authorizeKey, findKeyedApp } from '../shared/access/authorize-key'
import { endUserOf } from '../shared/access/end-user'
import { leasedByKey } from '../shared/access/key-lease'
import { noteIgnored } from '../shared/requests/note-ignored'
import { readCompatibleBody } from '../shared/requests/read-body'
import { deltasOf } from '../shared/responses/answer-deltas'
import { AnswerRestarted, restartedError } from '../shared/responses/answer-restarted'
import { publicStatus } from '../shared/responses/error-status'
import { noteVersion } from '../shared/responses/note-version'
import { asAppError } from '../shared/responses/public-error'
import { retryHeaders } from '../shared/responses/retry-headers'
import { finishRun, runHeaders } from '../shared/responses/run-stream'
import { stopsAtApproval } from '../shared/responses/until-approval'
import { waitingRun } from '../shared/responses/waiting-answer'
import { type Begun, holdPlace } from '../shared/runs/acquire-slot'
import { requireChatSize } from '../shared/runs/require-chat-size'
import { findResponse } from './find-response'
import { openAiCall } from './openai-call'
import { listInputItems } from './openai-input-items'
import { toOpenAiError, toOpenAiMissing } from './openai-shapes'
import { inputMessages } from './response-items'
import { hasText, responseEvents } from './responses-events'
import { ResponsesRequest, runIdOf, toResponseConversation } from './responses-request'
import { type ResponseHead, toBegunResponse, toResponse, toWaitingResponse } from './responses-shapes'

/** OpenAI's responses: each is a run of the app, and can be asked for, followed, stopped and gone on from by its id. */
export function mountResponses(router: Hono, faces: PublicFaces, base: string): void {
  const mount = (handler: FaceHandler) => faceHandler(faces, handler, toOpenAiError)
  const mountOne = (handler: FaceHandler) => faceHandler(faces, handler, toOpenAiMissing)
  const one = `${base}/responses/:responseId`
  router.post(`${base}/responses`, mount(create(faces)))
  router.get(one, mountOne(retrieve(faces)))
  router.get(`${one}/input_items`, mountOne(listInputItems(faces)))
  for (const [name, why] of Object.entries(NOT_HAD)) router.post(`${base}/responses/${name}`, mount(refuse(faces, why)))
  router.delete(
    one,
    mountOne(async (face) => {
      const { app, run } = await findResponse(faces, face)
      await faces.backend.deleteRun({ app, runId: run.runId })
      return jsonResponse({ id: face.param('responseId'), object: 'response', deleted: true })
    }),
  )
  router.post(
    `${one}/cancel`,
    mountOne(async (face) => {
      const { app, run } = await findResponse(faces, face)
      await faces.backend.cancel({ app, runId: run.runId })
      await untilEnd(faces, face, { app, runId: run.runId })
      const now = await faces.backend.getRun({ app, runId: run.runId, requestId: face.requestId })
      return jsonResponse(toResponse(headOf(app, run), now ?? run))
    }),
  )
}

/** As long as a stop may take that another process carries out. */
const MAX_STOP_MS = 2_000

async function untilEnd(faces: PublicFaces, { request, requestId }: FaceRequest, run: AwaitedRun): Promise<void> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(MAX_STOP_MS)])
  for await (const items of faces.backend.eventBatches({ ...run, afterSeq: 0, requestId, signal }))
    if (items.some(({ event }) => event.type === 'run.completed' || event.type === 'run.failed')) return
}

interface AwaitedRun {
  app: PublishedApp
  runId: string
}

/** What OpenAI's package can call besides, and why an app has no answer to it. */
const NOT_HAD = {
  input_tokens:
    'Tokens are not counted beforehand: the app adds instructions and passages of its own. Each response says what it used.',
  compact: 'Responses are not compacted: a run is given as much of what was said before as it takes.',
}

function refuse(faces: PublicFaces, why: string): FaceHandler {
  return async (face) => {
    await authorizeKey(faces, face)
    throw new AppError('INVALID_INPUT', why)
  }
}

interface Followed {
  app: PublishedApp
  head: ResponseHead
  headers: Record<string, string>
  /** A caller that leaves stops the run. */
  endsWithCaller: boolean
  /** Says at an approval that the run waits, and ends. */
  endsAtApproval?: boolean
  release: () => void
  after?: number
}

function create(faces: PublicFaces): FaceHandler {
  return async (face) => {
    const key = await authorizeKey(faces, face)
    const { body, sizeBytes } = await readCompatibleBody(face, ResponsesRequest, MAX_PICTURE_BODY_BYTES)
    const app = await findKeyedApp(faces, face, key, body.model)
    requireChatSize(app, sizeBytes)
    const call = await callOf(faces, face, { app, key, body })
    const isBackground = body.background ?? false
    const begin = async (release: () => void, begun: Begun): Promise<Response> => {
      const starting = isBackground ? faces.backend.enqueueRun(call) : faces.backend.startRun(call)
      const started = await starting.catch(throwMissing(body))
      begun(started)
      noteVersion(face, app, started)
      const head = headOf(app, {
        runId: started.runId,
        endUser: call.endUser ?? null,
        note: noteOf(call, isBackground),
      })
      const headers = runHeaders(started)
      const endsWithCaller = !isBackground && call.idempotencyKey === undefined
      const followed = { app, head, headers, endsWithCaller, endsAtApproval: !isBackground, release }
      if (body.stream) return stream(faces, face, followed)
      return isBackground ? jsonResponse(toBegunResponse(head, 'queued'), { headers }) : answer(faces, face, followed)
    }
    // A worker has places of its own.
    if (isBackground)
      return begin(
        () => {},
        () => {},
      )
    return holdPlace(faces, { appId: app.appId, streams: body.stream ?? false }, begin)
  }
}

/** What a response is to go on from and is not there, as OpenAI has it. */
function throwMissing({ previous_response_id: previous, conversation }: ResponsesRequest) {
  return (error: unknown): never => {
    if (!AppError.isInstance(error) || error.code !== 'NOT_FOUND') throw error
    if (previous) throw previousMissing(previous)
    throw conversation
      ? new AppError('NOT_FOUND', error.message, { details: { at: 'conversation', code: null } })
      : error
  }
}

function previousMissing(id: string): AppError {
  const details = { at: 'previous_response_id', code: 'previous_response_not_found' }
  return new AppError('INVALID_INPUT', `Previous response with id '${id}' not found.`, { details })
}

async function callOf(
  faces: PublicFaces,
  face: FaceRequest,
  { app, key, body }: { app: PublishedApp; key: CallerKey; body: ResponsesRequest },
): Promise<StartPublicRun> {
  const previous = body.previous_response_id ?? null
  const previousRunId = previous === null ? null : runIdOf(previous)
  if (previous !== null && previousRunId === null) throw previousMissing(previous)
  const endUser = endUserOf(face.request) ?? body.user ?? null
  const conversation = toResponseConversation(body, await inputMessages(faces, { app, endUser }, body.input))
  for (const name of conversation.ignored) noteIgnored(face, name)
  return {
    ...(await openAiCall(faces, face, { app, key, conversation, user: body.user, metadata: body.metadata })),
    ...(previousRunId === null ? {} : { previousRunId }),
    ...(body.conversation ? { conversationId: body.conversation } : {}),
    // What goes on in the background may be followed from any moment on.
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

async function answer(faces: PublicFaces, face: FaceRequest, followed: Followed): Promise<Response> {
  const { app, head, headers, endsWithCaller } = followed
  const run = { app, runId: head.runId }
  const stop = () => void (endsWithCaller && faces.backend.cancel(run).catch(() => undefined))
  const stay = whenGone(face.request, stop)
  const done = await finishRun(faces, face, { ...run, endsAtPause: 'approval' }).finally(stay)
  if (done.status === 'paused') {
    const waiting = toWaitingResponse(head, 'in_progress', waitingRun(faces.appUrl, app, head.runId))
    return jsonResponse(waiting, { headers })
  }
  if (done.error)
    return jsonResponse(toOpenAiError(done.error, face.requestId), {
      status: publicStatus(done.error.code),
      headers: { ...headers, ...retryHeaders(done.error) },
    })
  return jsonResponse(toResponse(head, done), { headers })
}

function stream(faces: PublicFaces, face: FaceRequest, followed: Followed): Response {
  const { requestId } = face
  const { app, head, release, after = -1 } = followed
  let finished = false
  const source = (signal: AbortSignal) => {
    const run = { app, runId: head.runId, requestId }
    const batches = faces.backend.eventBatches({ ...run, afterSeq: 0, holdsStaleText: true, signal })
    const parts = mapped(deltasOf(batches, { isResumed: hasText(after) }), (together) => {
      finished ||= together.some(({ kind }) => kind === 'done' || kind === 'failed')
      finished ||= followed.endsAtApproval === true && stopsAtApproval(together)
      return together
    })
    const waiting = followed.endsAtApproval ? waitingRun(faces.appUrl, app, head.runId) : null
    const events = responseEvents(head, parts, { after, waiting })
    return endsWhen(events, () => finished)
  }
  const onEnd = () => {
    release()
    if (!finished && followed.endsWithCaller) faces.backend.cancel({ app, runId: head.runId }).catch(() => undefined)
  }
  return sseResponse(source, {
    headers: followed.headers,
    ...leasedByKey(face, onEnd),
    onError: (error) => {
      if (error instanceof AnswerRestarted) {
        // The run continues, and the client can retrieve the response by its id.
        finished = true
        const { error: said } = restartedError(error, requestId)
        return { event: 'error', data: { ...said, type: 'error', error: said } }
      }
      faces.logFailure(error, { requestId, path: face.path })
      const { message, code } = toOpenAiError(asAppError(error), requestId).error
      return { event: 'error', data: { type: 'error', code, message, param: null } }
    },
  })
}

function retrieve(faces: PublicFaces): FaceHandler {
  return async (face) => {
    const { app, run } = await findResponse(faces, face)
    noteVersion(face, app, run)
    const head = headOf(app, run)
    const query = queryOf(face.request.url)
    const after = Number(query.starting_after ?? -1)
    if (query.stream !== 'true') return jsonResponse(toResponse(head, run))
    if (!Number.isSafeInteger(after)) throw new AppError('INVALID_INPUT', 'starting_after must be a number.')
    const headers = runHeaders({ runId: run.runId })
    return stream(faces, face, { app, head, headers, endsWithCaller: false, release: () => {}, after })
  }
}
