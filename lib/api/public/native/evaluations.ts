import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { Hono } from 'hono'
import { type SseEvent, sseResponse } from '@/lib/api/http/sse'
import { MAX_RUN_BODY_BYTES } from '@/lib/contracts/public'
import { EvaluationRunBody, type EvaluationRunView } from '@/lib/contracts/public-evaluations'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublicApi } from '../public-api'
import { type ApiHandler, type ApiRequest, apiHandler, jsonResponse } from '../public-handler'
import { authorizeKey } from '../shared/access/keyed-app'
import { requestKeyOf } from '../shared/requests/idempotency-key'
import { readBody } from '../shared/requests/read-body'
import { idParam } from '../shared/responses/run-stream'

const RUNS = '/api/v1/evaluations/:slug/runs'
const POLL_MS = 500

/** Evaluations from a pipeline: start one, then follow it or poll its result. */
export function mountEvaluations(router: Hono, api: PublicApi): void {
  router.post(RUNS, apiHandler(api, startRun(api)))
  router.get(`${RUNS}/:runId`, apiHandler(api, readRun(api)))
  router.get(`${RUNS}/:runId/events`, apiHandler(api, followRun(api)))
}

function startRun(api: PublicApi): ApiHandler {
  return async (call) => {
    const key = await authorizeKey(api, call)
    const body = await readBody(call.request, EvaluationRunBody, MAX_RUN_BODY_BYTES)
    const { run, replayed } = await api.backend.startEvaluation({
      key,
      slug: call.param('slug'),
      body,
      requestId: call.requestId,
      idempotencyKey: requestKeyOf(call.request),
    })
    const location = `${api.appUrl}/api/v1/evaluations/${run.evaluation}/runs/${run.id}`
    const headers = { location, ...(replayed ? { 'idempotency-replayed': 'true' } : {}) }
    return jsonResponse({ ...run, events: `${location}/events` }, { status: 202, headers })
  }
}

function readRun(api: PublicApi): ApiHandler {
  return async (call) => jsonResponse(await read(api, call, await authorizeKey(api, call)))
}

const read = (api: PublicApi, call: ApiRequest, key: CallerKey): Promise<EvaluationRunView> =>
  api.backend.readEvaluation({ key, slug: call.param('slug'), id: idParam(call.param('runId')) })

/** `progress` whenever something changed, then `end` with the result. */
function followRun(api: PublicApi): ApiHandler {
  return async (call) => {
    const key = await authorizeKey(api, call)
    const first = await read(api, call, key)
    return sseResponse((signal) => progressOf(first, () => read(api, call, key), signal))
  }
}

async function* progressOf(
  first: EvaluationRunView,
  next: () => Promise<EvaluationRunView>,
  signal: AbortSignal,
): AsyncGenerator<SseEvent> {
  let run = first
  let sent = ''
  while (run.status === 'queued' || run.status === 'running') {
    const { status, done, total, costMicros } = run
    const data = { status, done, total, costMicros }
    if (sent !== JSON.stringify(data)) yield { event: 'progress', data }
    sent = JSON.stringify(data)
    await pause(POLL_MS, undefined, { signal })
    run = await next()
  }
  yield { event: 'end', data: run }
}
