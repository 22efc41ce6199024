import 'server-only'
import type { Hono } from 'hono'
import type { TextResponse } from '@/lib/api/http/light-response'
import {
  MAX_API_TEXT,
  MAX_CHAT_BODY_BYTES,
  MAX_RUN_BODY_BYTES,
  type PublicRun,
  PublicRunBody,
} from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { StartPublicRun } from '@/lib/runs/public/types'
import { parseHistory, parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { mountAiSdk } from '../ai-sdk/mount-ai-sdk'
import { describeApp } from '../openapi/describe-app'
import type { PublicFaces } from '../public-api'
import { type CallRequest, type FaceCall, faceHandler, jsonResponse } from '../public-handler'
import { preflight } from '../shared/access/cors'
import { endUserOf, findRun, namedBy } from '../shared/access/end-user'
import { type AppHandler, keyedApp } from '../shared/access/keyed-app'
import { idempotencyKeyOf } from '../shared/requests/idempotency-key'
import { readBody } from '../shared/requests/read-body'
import { publicStatus } from '../shared/responses/error-status'
import { noteVersion } from '../shared/responses/note-version'
import { toPublicError } from '../shared/responses/public-error'
import { finishRun, idParam, runHeaders, streamRun } from '../shared/responses/run-stream'
import { acceptRun } from '../shared/runs/accept-run'
import { holdPlace } from '../shared/runs/acquire-slot'
import { giveFeedback } from '../shared/runs/give-feedback'
import { resumeRun } from '../shared/runs/resume-run'
import { answerApproval, listApprovals } from './approvals'
import { mountConversations } from './conversations'
import { mountFiles } from './files'
import { readPassage } from './passages'
import { plainRunBody } from './plain-run-body'

const APP = '/api/v1/apps/:slug'

type Called = Pick<CallRequest, 'headers'>

/** Patchbay's own API: runs and conversations of published apps, as JSON or as a stream that can be resumed. */
export function mountNative(router: Hono, faces: PublicFaces): void {
  const mount = (work: AppHandler) => keyedApp(faces, work)
  router.post(`${APP}/runs`, mount(startRun(faces)))
  router.get(`${APP}/runs/:runId`, mount(readRun(faces)))
  router.get(`${APP}/runs/:runId/events`, mount(followRun(faces)))
  router.post(`${APP}/runs/:runId/cancel`, mount(cancelRun(faces)))
  router.post(`${APP}/runs/:runId/feedback`, mount(rateRun(faces)))
  router.get(`${APP}/passages/:chunkId`, mount(readPassage(faces)))
  mountConversations(router, faces, APP)
  mountFiles(router, faces, APP)
  mountAiSdk(router, faces, APP)
  router.get(`${APP}/approvals`, mount(listApprovals(faces)))
  router.post(`${APP}/approvals/:approvalId`, mount(answerApproval(faces)))
  router.get(
    `${APP}/openapi.json`,
    mount(async (_face, app) => jsonResponse(describeApp(app, faces.appUrl))),
  )
  router.options(`${APP}/*`, faceHandler(faces, preflight(faces)))
}

/** One handler for both ways in: the router's, and the direct one. */
export function startRun(faces: PublicFaces) {
  return async (face: FaceCall, app: PublishedApp, key: CallerKey): Promise<TextResponse> => {
    const maxBytes = app.kind === 'chat' ? MAX_CHAT_BODY_BYTES : MAX_RUN_BODY_BYTES
    const body = await readBody(face.request, PublicRunBody, maxBytes, plainRunBody)
    const isAsync = prefersAsync(face.request)
    const stream = isAsync ? body.stream : (body.stream ?? acceptsEvents(face.request))
    const call = callOf(face, { app, key, body, stream })
    if (isAsync) return acceptRun(faces, face, { call, body })
    if (body.concurrencyKey !== undefined)
      throw new AppError('INVALID_INPUT', 'A concurrency key needs the header "Prefer: respond-async".')
    if (body.callback) throw new AppError('INVALID_INPUT', 'A callback needs the header "Prefer: respond-async".')
    return holdPlace<TextResponse>(faces, { appId: app.appId, streams: stream ?? false }, async (release, begun) => {
      const started = await faces.backend.startRun(call)
      begun(started)
      const { runId, replayed } = started
      const run = { app: noteVersion(face, app, started), runId, replayed, endsAtPause: true }
      if (stream) return streamRun(faces, face, { ...run, release })
      const done = await finishRun(faces, face, run)
      return jsonResponse(done, { status: statusOf(done), headers: runHeaders(run) })
    })
  }
}

/** A run that waits for somebody goes on without this caller: it is asked for by its id. */
function statusOf({ status, error }: PublicRun): number {
  if (error) return publicStatus(error.code)
  return status === 'paused' ? 202 : 200
}

function prefersAsync(request: Called): boolean {
  const preferred = request.headers.get('prefer')
  return preferred !== null && /(?:^|,)\s*respond-async\s*(?:[,;]|$)/i.test(preferred)
}

function readRun(faces: PublicFaces): AppHandler {
  return async (face, app) => {
    const run = await findRun(faces, face, app, idParam(face.param('runId')))
    noteVersion(face, app, run)
    return jsonResponse({ ...run, error: run.error && toPublicError(run.error, face.requestId) })
  }
}

function followRun(faces: PublicFaces): AppHandler {
  return async (face, app) => {
    const run = await findRun(faces, face, app, idParam(face.param('runId')))
    const { runId } = run
    return resumeRun(faces, face, { app: noteVersion(face, app, run), runId, status: run.status })
  }
}

function cancelRun(faces: PublicFaces): AppHandler {
  return async (face, app) => {
    const { runId } = await findRun(faces, face, app, idParam(face.param('runId')))
    await faces.backend.cancel({ app, runId })
    return jsonResponse({ ok: true })
  }
}

function rateRun(faces: PublicFaces): AppHandler {
  return async (face, app, key) => {
    const { runId } = await findRun(faces, face, app, idParam(face.param('runId')))
    return giveFeedback(faces, face, { app, runId, author: `key:${key.keyId}` })
  }
}

const acceptsEvents = (request: Called): boolean =>
  (request.headers.get('accept') ?? '').toLowerCase().includes('text/event-stream')

/** What is asked of the backend, whether the caller waits for it or not. */
function callOf(
  face: FaceCall,
  { app, key, body, stream }: { app: PublishedApp; key: CallerKey; body: PublicRunBody; stream: boolean | undefined },
): StartPublicRun {
  const endUser = endUserOf(face.request)
  return {
    app,
    origin: 'api',
    inputs: parseRunInputs(app, body.inputs, MAX_API_TEXT),
    history: parseHistory(body.history),
    requestId: face.requestId,
    keyId: key.keyId,
    stream,
    ...namedBy(face.request, endUser),
    ...(body.conversationId === undefined ? {} : { conversationId: body.conversationId }),
    ...idempotencyKeyOf(face.request, { app, key, endUser }),
  }
}
