import 'server-only'
import { type SseEvent, sseResponse } from '@/lib/api/http/sse'
import { preceded } from '@/lib/core/iterables/deferred-iterable'
import type { JsonObject } from '@/lib/core/json'
import { jsonAround } from '@/lib/core/json-around'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import { leasedByKey } from '../shared/access/key-lease'
import type { AppHandler } from '../shared/access/keyed-app'
import type { AnswerPart } from '../shared/responses/answer-deltas'
import { answerParts } from '../shared/responses/answer-parts'
import { asAppError, toPublicError } from '../shared/responses/public-error'
import { runHeaders } from '../shared/responses/run-stream'
import { untilApproval } from '../shared/responses/until-approval'
import { createdAt, totalTokens } from './dify-shapes'
import { pauseEvents } from './human-input'
import { toFailed } from './stream-chat'

interface WorkflowRun {
  app: Parameters<AppHandler>[1]
  runId: string
  replayed: boolean
  endUser: string | null
  inputs: JsonObject
  staysOpen?: boolean
  release: () => void
}

/** Dify's workflow events, without those of nodes, since callers must not learn about the graph. */
export function streamWorkflow(api: PublicApi, call: ApiRequest, run: WorkflowRun): Response {
  const { requestId } = call
  const { app, runId } = run
  const head = { task_id: runId, workflow_run_id: runId }
  const base = { id: runId, workflow_id: app.slug, created_at: createdAt(runId) }
  const startedMs = performance.now()
  const finished = (rest: object): SseEvent => {
    const elapsed = (performance.now() - startedMs) / 1_000
    const data = { ...base, ...rest, elapsed_time: elapsed, finished_at: Math.floor(Date.now() / 1_000) }
    return { data: { event: 'workflow_finished', ...head, data } }
  }
  const chunk = jsonAround((text) => ({ event: 'text_chunk', ...head, data: { text } }))
  const addEvents = (events: SseEvent[], part: AnswerPart): void => {
    if (part.kind === 'text') events.push({ data: chunk(part.text) })
    if (part.kind === 'replaced') events.push({ data: { event: 'text_replace', ...head, data: { text: part.text } } })
    if (part.kind === 'failed') {
      const status = part.error.code === 'CANCELLED' ? 'stopped' : 'failed'
      events.push(finished({ status, outputs: {}, error: part.error.message, total_tokens: 0 }))
    }
    if (part.kind !== 'done') return
    const { outputs, usage } = part.result
    events.push(finished({ status: 'succeeded', outputs, error: null, total_tokens: totalTokens(usage) }))
  }
  const started = { event: 'workflow_started', ...head, data: { ...base, inputs: run.inputs } }
  const source = (signal: AbortSignal) => {
    const parts = answerParts(api, run, { requestId, signal })
    const readPause = () => pauseEvents(api, call, { ...run, head })
    const events = untilApproval(parts, { add: addEvents, readPause, staysOpen: run.staysOpen === true })
    return preceded([{ data: started, isOpening: true }], events)
  }
  return sseResponse(source, {
    headers: runHeaders(run),
    pingMs: 10_000,
    ...leasedByKey(call, run.release),
    onError: (error) => {
      api.logFailure(error, { requestId, path: call.path })
      return { data: { ...head, ...toFailed(toPublicError(asAppError(error), requestId)) } }
    },
  })
}
