import 'server-only'
import { z } from 'zod'
import type { RunHead } from '@/lib/runs/public/run-types'
import type { PublicApi } from '../public-api'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readQuery } from '../shared/responses/page-response'
import { toPublicError } from '../shared/responses/public-error'
import { createdAt, difyStatus, elapsedOf, seconds, totalTokens } from './dify-shapes'

const Moment = z.iso
  .datetime({ offset: true, local: true })
  .transform((text) => new Date(text))
  .optional()
const Query = z.strictObject({
  keyword: z.string().max(200).optional(),
  status: z.enum(['succeeded', 'failed', 'stopped']).optional(),
  created_at__after: Moment,
  created_at__before: Moment,
  created_by_end_user_session_id: z.string().min(1).max(200).optional(),
  page: z.coerce.number().int().min(1).max(99_999).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
/** Runs of API clients, newest first, without their content. */
export function listWorkflowLogs(api: PublicApi): AppHandler {
  return async (call, app) => {
    const query = readQuery(call, Query, 'parameters.workflowLogs')
    const { keyword, status, page, limit } = query
    const { runs, total } = await api.backend.listRuns({
      app,
      page,
      limit,
      keyword: keyword === '' ? undefined : keyword,
      status: status === 'stopped' ? 'cancelled' : status,
      endUser: query.created_by_end_user_session_id,
      from: query.created_at__after,
      before: query.created_at__before,
    })
    return jsonResponse({
      page,
      limit,
      total,
      has_more: page * limit < total,
      data: runs.map((run) => toLog(run, call.requestId)),
    })
  }
}

function toLog(run: RunHead, requestId: string) {
  const { runId, version, status, error, endUser } = run
  return {
    id: runId,
    workflow_run: {
      id: runId,
      version: String(version ?? ''),
      status: difyStatus(status),
      triggered_from: 'app-run',
      error: error && toPublicError(error, requestId).message,
      elapsed_time: elapsedOf(run),
      total_tokens: totalTokens(run),
      total_steps: 0,
      created_at: createdAt(runId),
      finished_at: run.endedAt === null ? null : seconds(run.endedAt),
      exceptions_count: 0,
    },
    created_from: 'service-api',
    created_by_role: 'end_user',
    created_by_account: null,
    created_by_end_user:
      endUser === null ? null : { id: endUser, type: 'service_api', is_anonymous: false, session_id: endUser },
    created_at: createdAt(runId),
  }
}
