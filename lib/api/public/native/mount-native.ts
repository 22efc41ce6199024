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
import { problem } from '@/lib/messages/problems/problem'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { StartPublicRun } from '@/lib/runs/public/types'
import { parseHistory, parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { publicStatus } from '../../http/error-status'
import { mountAiSdk } from '../ai-sdk/mount-ai-sdk'
import { describeApp } from '../openapi/describe-app'
import type { PublicApi } from '../public-api'
import { type ApiCall, apiHandler, type CallRequest, jsonResponse } from '../public-handler'
import { preflight } from '../shared/access/cors'
import { endUserOf, findRun, namedBy } from '../shared/access/end-user'
import { type AppHandler, keyedApp } from '../shared/access/keyed-app'
import { idempotencyKeyOf } from '../shared/requests/idempotency-key'
import { readBody } from '../shared/requests/read-body'
import { toPublicError } from '../shared/responses/public-error'
import { finishRun, idParam, noteVersion, runHeaders, streamRun } from '../shared/responses/run-stream'
import { acceptRun } from '../shared/runs/accept-run'
import { acquireSlot } from '../shared/runs/acquire-slot'
import { giveFeedback } from '../shared/runs/give-feedback'
import { resumeRun } from '../shared/runs/resume-run'
import { answerApproval, listApprovals } from './approvals'
import { deleteConnections } from './connections'
import { mountConversations } from './conversations'
import { mountFiles } from './files'
import { mountMemories } from './memories'
import { readPassage } from './passages'
import { plainRunBody } from './plain-run-body'

const APP = '/api/v1/apps/:slug'

type Called = Pick<CallRequest, 'headers'>

/** Patchbay's own API: runs and conversations of published apps, as JSON or as a resumable stream. */
export function mountNative(router: Hono, api: PublicApi): void {
  const mount = (work: AppHandler) => keyedApp(api, work)
  router.post(`${APP}/runs`, mount(startRun(api)))
  router.get(`${APP}/runs/:runId`, mount(readRun(api)))
  router.get(`${APP}/runs/:runId/events`, mount(followRun(api)))
  router.post(`${APP}/runs/:runId/cancel`, mount(cancelRun(api)))
  router.post(`${APP}/runs/:runId/feedback`, mount(rateRun(api)))
  router.get(`${APP}/passages/:chunkId`, mount(readPassage(api)))
  mountConversations(router, api, APP)
  mountFiles(router, api, APP)
  mountAiSdk(router, api, APP)
  router.get(`${APP}/approvals`, mount(listApprovals(api)))
  router.post(`${APP}/approvals/:approvalId`, mount(answerApproval(api)))
  mountMemories(router, api, APP)
  router.delete(`${APP}/connections`, mount(deleteConnections(api)))
  router.get(
    `${APP}/openapi.json`,
    mount(async (_call, app) => jsonResponse(describeApp(app, api.appUrl))),
  )
  router.options(`${APP}/*`, apiHandler(api, preflight(api)))
}

/** One handler for the router and the fast path. */
export function startRun(api: PublicApi) {
  return async (call: ApiCall, app: PublishedApp, key: CallerKey): Promise<TextResponse> => {
    const maxBytes = app.kind === 'chat' ? MAX_CHAT_BODY_BYTES : MAX_RUN_BODY_BYTES
    const body = await readBody(call.request, PublicRunBody, maxBytes, plainRunBody)
    const isAsync = prefersAsync(call.request)
    const stream = isAsync ? body.stream : (body.stream ?? acceptsEvents(call.request))
    const start = callOf(call, { app, key, body, stream })
    if (isAsync) return acceptRun(api, call, { start, body })
    if (body.concurrencyKey !== undefined)
      throw new AppError('INVALID_INPUT', problem('publicApi.concurrencyKeyNeedsAsync'))
    if (body.callback) throw new AppError('INVALID_INPUT', problem('publicApi.callbackNeedsAsync'))
    return acquireSlot<TextResponse>(
      api,
      { appId: app.appId, streams: stream ?? false },
      async (release, onStarted) => {
        const started = await api.backend.startRun(start)
        onStarted(started)
        const { runId, replayed } = started
        const run = { app: noteVersion(call, app, started), runId, replayed, endsAtPause: true }
        if (stream) return streamRun(api, call, { ...run, release })
        const finished = await finishRun(api, call, run)
        return jsonResponse(finished, { status: statusOf(finished), headers: runHeaders(run) })
      },
    )
  }
}

/** A paused run resumes without this caller, who can poll it by id. */
function statusOf({ status, error }: PublicRun): number {
  if (error) return publicStatus(error.code)
  return status === 'paused' ? 202 : 200
}

function prefersAsync(request: Called): boolean {
  const preferred = request.headers.get('prefer')
  return preferred !== null && /(?:^|,)\s*respond-async\s*(?:[,;]|$)/i.test(preferred)
}

function readRun(api: PublicApi): AppHandler {
  return async (call, app) => {
    const run = await findRun(api, call, app, idParam(call.param('runId')))
    noteVersion(call, app, run)
    return jsonResponse({ ...run, error: run.error && toPublicError(run.error, call.requestId) })
  }
}

function followRun(api: PublicApi): AppHandler {
  return async (call, app) => {
    const run = await findRun(api, call, app, idParam(call.param('runId')))
    const { runId } = run
    return resumeRun(api, call, { app: noteVersion(call, app, run), runId, status: run.status })
  }
}

function cancelRun(api: PublicApi): AppHandler {
  return async (call, app) => {
    const { runId } = await findRun(api, call, app, idParam(call.param('runId')))
    await api.backend.cancel({ app, runId })
    return jsonResponse({ ok: true })
  }
}

function rateRun(api: PublicApi): AppHandler {
  return async (call, app, key) => {
    const { runId } = await findRun(api, call, app, idParam(call.param('runId')))
    return giveFeedback(api, call, { app, runId, author: `key:${key.keyId}` })
  }
}

const acceptsEvents = (request: Called): boolean =>
  (request.headers.get('accept') ?? '').toLowerCase().includes('text/event-stream')

/** The backend request, with or without waiting for the answer. */
function callOf(
  call: ApiCall,
  { app, key, body, stream }: { app: PublishedApp; key: CallerKey; body: PublicRunBody; stream: boolean | undefined },
): StartPublicRun {
  const endUser = endUserOf(call.request)
  return {
    app,
    origin: 'api',
    inputs: parseRunInputs(app, body.inputs, MAX_API_TEXT),
    history: parseHistory(body.history),
    requestId: call.requestId,
    keyId: key.keyId,
    stream,
    ...namedBy(call.request, endUser),
    ...(body.conversationId === undefined ? {} : { conversationId: body.conversationId }),
    ...idempotencyKeyOf(call.request, { app, key, endUser }),
  }
}
