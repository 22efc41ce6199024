import 'server-only'
import { z } from 'zod'
import { problem } from '@/lib/messages/problems/problem'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readQuery } from '../shared/responses/page-response'

/** Unsupported Dify operations, with alternatives. */
export const NOT_OFFERED = [
  [['completion-messages', 'completion-messages/:taskId/stop'], problem('dify.noCompletion')],
  [['apps/annotations', 'apps/annotations/*', 'apps/annotation-reply/*'], problem('dify.noAnnotations')],
  [['workflows/:workflowId/run'], problem('dify.liveVersionOnly')],
  [['app/feedbacks'], problem('dify.noFeedbackList')],
  [['end-users/*'], problem('dify.noEndUsers')],
  [['conversations/:talkId/variables/:variableId'], problem('dify.noVariables')],
  [['workspaces/*'], problem('dify.noWorkspace')],
  [['datasets', 'datasets/*'], problem('dify.noDatasets')],
] as const

const Query = z.object({
  keyword: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

/** Always empty, which is not an error of the caller. */
export const listAnnotations: AppHandler = async (call) => {
  const { page, limit } = readQuery(call, Query, 'parameters.keywordPage')
  return jsonResponse({ data: [], has_more: false, limit, total: 0, page })
}
