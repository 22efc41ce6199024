import 'server-only'
import { z } from 'zod'
import { MAX_API_TEXT, MAX_RUN_BODY_BYTES, type PublicRun } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import type { PublicApi } from '../public-api'
import { type ApiRequest, jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { idempotencyKeyOf } from '../shared/requests/idempotency-key'
import { readCompatibleBody } from '../shared/requests/read-body'
import { readQuery } from '../shared/responses/page-response'
import { notFound, toPublicError } from '../shared/responses/public-error'
import { finishRun, noteVersion, runHeaders } from '../shared/responses/run-stream'
import { acquireSlot } from '../shared/runs/acquire-slot'
import { DifyUser, runOfUser } from './dify-app'
import { plainInputs } from './dify-files'
import { createdAt, difyStatus, elapsedOf, seconds, totalTokens } from './dify-shapes'
import { pauseOf, toPaused } from './human-input'
import { streamWorkflow } from './stream-workflow'

const WorkflowBody = z.strictObject({
  inputs: JsonObjectSchema.nullish(),
  response_mode: z.enum(['streaming', 'blocking']).default('blocking'),
  user: DifyUser,
  files: z.array(z.unknown()).max(0, 'Send the files of a form as inputs.').nullish(),
})

/** A run of a form app. */
export function runWorkflow(api: PublicApi): AppHandler {
  return async (call, app, key) => {
    const { body } = await readCompatibleBody(call, WorkflowBody, MAX_RUN_BODY_BYTES)
    if (app.messageField !== null) throw new AppError('INVALID_INPUT', problem('dify.notWorkflow'))
    const inputs = parseRunInputs(app, plainInputs(body.inputs ?? {}), MAX_API_TEXT)
    const streams = body.response_mode === 'streaming'
    return acquireSlot(api, { appId: app.appId, streams }, async (release, onStarted) => {
      const started = await api.backend.startRun({
        app,
        origin: 'dify',
        inputs,
        history: [],
        requestId: call.requestId,
        keyId: key.keyId,
        endUser: body.user,
        stream: streams,
        ...idempotencyKeyOf(call.request, { app, key, endUser: body.user }),
      })
      onStarted(started)
      const { runId, replayed } = started
      const run = { app: noteVersion(call, app, started), runId, replayed, endUser: body.user, inputs, release }
      return streams ? streamWorkflow(api, call, run) : answer(api, call, run)
    })
  }
}

async function answer(
  api: PublicApi,
  call: ApiRequest,
  run: { app: Parameters<AppHandler>[1]; runId: string; replayed: boolean; endUser: string | null },
) {
  const startedMs = performance.now()
  const finished = await finishRun(api, call, { ...run, endsAtPause: true })
  const elapsed = (performance.now() - startedMs) / 1_000
  const { runId } = run
  const pause = finished.status === 'paused' ? await pauseOf(api, call, run) : null
  const data = {
    ...toData(call, run.app.slug, finished),
    ...(pause ? { reasons: toPaused(runId, pause).reasons } : {}),
    elapsed_time: elapsed,
    finished_at: Math.floor(Date.now() / 1_000),
  }
  // In Dify a failed run is a successful response.
  return jsonResponse({ workflow_run_id: runId, task_id: runId, data }, { headers: runHeaders(run) })
}

function toData({ requestId }: ApiRequest, workflowId: string, run: PublicRun) {
  return {
    id: run.runId,
    workflow_id: workflowId,
    status: difyStatus(run.status),
    outputs: run.outputs,
    error: run.error && toPublicError(run.error, requestId).message,
    total_tokens: totalTokens(run.usage),
    created_at: createdAt(run.runId),
  }
}

const UserQuery = z.object({ user: DifyUser.optional() })

/** Status of a run. Dify requires no user here; if given, runs of others do not exist. */
export function readWorkflowRun(api: PublicApi): AppHandler {
  return async (call, app) => {
    const { user } = readQuery(call, UserQuery, 'parameters.userNotText')
    const runId = call.param('runId')
    const run = await runOfUser(api, call, { app, runId, user })
    const runInput = await api.backend.inputOf({ app, runId })
    if (!runInput) throw notFound()
    const finished_at = runInput.endedAt === null ? null : seconds(runInput.endedAt)
    const { inputs } = runInput
    return jsonResponse({
      ...toData(call, app.slug, run),
      inputs,
      total_steps: 0,
      elapsed_time: elapsedOf(runInput),
      finished_at,
    })
  }
}
