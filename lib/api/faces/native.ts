import 'server-only'
import type { Hono } from 'hono'
import {
  MAX_API_TEXT,
  MAX_CHAT_BODY_BYTES,
  MAX_RUN_BODY_BYTES,
  type PublicRun,
  PublicRunBody,
} from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { parseHistory, parseRunInputs } from '@/lib/runs/parse-run-inputs'
import type { PublicKey, PublishedApp } from '@/lib/runs/public-backend-types'
import { acceptRun } from './accept-run'
import { authorizeKey, findKeyedApp } from './authorize-key'
import { corsFor, preflight } from './cors'
import { publicStatus } from './error-status'
import { readEventId } from './event-id'
import { type FaceHandler, type FaceRequest, faceHandler, failure, jsonResponse } from './face-handler'
import { giveFeedback } from './give-feedback'
import { answerApproval, listApprovals } from './native-approvals'
import { describeApp } from './native-openapi'
import { notFound, toPublicError } from './public-error'
import type { PublicFaces } from './public-faces'
import { readBody } from './read-body'
import { finishRun, idParam, runHeaders, streamRun } from './run-stream'

const APP = '/api/v1/apps/:slug'

/** Patchbay's own API: runs of published apps, as JSON or as a stream that can be resumed. */
export function mountNative(router: Hono, faces: PublicFaces): void {
  const withApp = (work: (face: FaceRequest, app: PublishedApp, key: PublicKey) => Promise<Response>): FaceHandler => {
    return async (face) => {
      const key = await authorizeKey(faces, face)
      const app = await findKeyedApp(faces, key, face.param('slug'))
      const about = { requestId: face.requestId, path: face.context.req.path }
      // Caught here, so that a page of the list can read why it failed.
      const response = await work(face, app, key).catch((error: unknown) => failure(faces, error, about))
      return corsFor(face.request, app, response)
    }
  }
  router.post(`${APP}/runs`, faceHandler(faces, withApp(startRun(faces))))
  router.get(`${APP}/runs/:runId`, faceHandler(faces, withApp(readRun(faces))))
  router.get(`${APP}/runs/:runId/events`, faceHandler(faces, withApp(followRun(faces))))
  router.post(`${APP}/runs/:runId/cancel`, faceHandler(faces, withApp(cancelRun(faces))))
  router.post(`${APP}/runs/:runId/feedback`, faceHandler(faces, withApp(rateRun(faces))))
  router.get(`${APP}/approvals`, faceHandler(faces, withApp(listApprovals(faces))))
  router.post(`${APP}/approvals/:approvalId`, faceHandler(faces, withApp(answerApproval(faces))))
  router.get(
    `${APP}/openapi.json`,
    faceHandler(
      faces,
      withApp(async (_face, app) => jsonResponse(describeApp(app, faces.appUrl))),
    ),
  )
  router.options(`${APP}/*`, faceHandler(faces, preflight(faces)))
}

type AppHandler = (face: FaceRequest, app: PublishedApp, key: PublicKey) => Promise<Response>

function startRun(faces: PublicFaces): AppHandler {
  return async (face, app, key) => {
    const maxBytes = app.kind === 'chat' ? MAX_CHAT_BODY_BYTES : MAX_RUN_BODY_BYTES
    const body = await readBody(face.request, PublicRunBody, maxBytes)
    const idempotencyKey = readIdempotencyKey(face.request)
    if (prefersAsync(face.request)) return acceptRun(faces, { face, app, key, body, idempotencyKey })
    if (body.concurrencyKey !== undefined)
      throw new AppError('INVALID_INPUT', 'A concurrency key needs the header "Prefer: respond-async".')
    if (body.callback) throw new AppError('INVALID_INPUT', 'A callback needs the header "Prefer: respond-async".')
    const release = await faces.limiter.runs.enter(app.appId)
    try {
      const { runId, replayed } = await faces.backend.startRun({
        app,
        origin: 'api',
        inputs: parseRunInputs(app, body.inputs, MAX_API_TEXT),
        history: parseHistory(body.history),
        requestId: face.requestId,
        keyId: key.keyId,
        // Bound to the key, so that nobody is answered with somebody else's run.
        ...(idempotencyKey === null ? {} : { idempotencyKey: `${key.keyId}:${idempotencyKey}` }),
      })
      const run = { app, runId, replayed }
      if (body.stream ?? acceptsEvents(face.request)) return streamRun(faces, face, { ...run, release })
      const done = await finishRun(faces, face, { ...run, endsAtPause: true })
      release()
      return jsonResponse(done, { status: statusOf(done), headers: runHeaders(run) })
    } catch (error) {
      release()
      throw error
    }
  }
}

/** A run that waits for somebody goes on without this caller: it is asked for by its id. */
function statusOf({ status, error }: PublicRun): number {
  if (error) return publicStatus(error.code)
  return status === 'paused' ? 202 : 200
}

const prefersAsync = (request: Request): boolean =>
  /(?:^|,)\s*respond-async\s*(?:[,;]|$)/i.test(request.headers.get('prefer') ?? '')

function readRun(faces: PublicFaces): AppHandler {
  return async (face, app) => {
    const runId = idParam(face.param('runId'))
    const run = await faces.backend.getRun({ app, runId, requestId: face.requestId })
    if (!run) throw notFound()
    const { endUser, ...view } = run
    return jsonResponse({ ...view, error: view.error && toPublicError(view.error, face.requestId) })
  }
}

function followRun(faces: PublicFaces): AppHandler {
  return async (face, app) => {
    const runId = idParam(face.param('runId'))
    if (!(await faces.backend.getRun({ app, runId, requestId: face.requestId }))) throw notFound()
    return streamRun(faces, face, { app, runId, after: readEventId(face.request) })
  }
}

function cancelRun(faces: PublicFaces): AppHandler {
  return async (face, app) => {
    const runId = idParam(face.param('runId'))
    if (!(await faces.backend.getRun({ app, runId, requestId: face.requestId }))) throw notFound()
    await faces.backend.cancel({ app, runId })
    return jsonResponse({ ok: true })
  }
}

function rateRun(faces: PublicFaces): AppHandler {
  return async (face, app, key) => {
    const runId = idParam(face.param('runId'))
    return giveFeedback(faces, face, { app, runId, author: `key:${key.keyId}` })
  }
}

const acceptsEvents = (request: Request): boolean =>
  (request.headers.get('accept') ?? '').toLowerCase().includes('text/event-stream')

function readIdempotencyKey(request: Request): string | null {
  const value = request.headers.get('idempotency-key')
  if (value !== null && !/^[\x21-\x7e]{1,200}$/.test(value))
    throw new AppError('INVALID_INPUT', 'Idempotency-Key must be 1 to 200 visible ASCII characters.')
  return value
}
