import 'server-only'
import { z } from 'zod'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readQuery } from '../shared/responses/page-response'

/** Unsupported Dify operations, with alternatives. */
export const DIFY_REFUSALS = [
  [
    ['completion-messages', 'completion-messages/:taskId/stop'],
    "Completion apps do not exist here; form apps replace them. Call /v1/workflows/run with the app's inputs.",
  ],
  [
    ['apps/annotations', 'apps/annotations/*', 'apps/annotation-reply/*'],
    'Annotations are not supported. Put fixed answers into a document of the app, in the studio under Knowledge.',
  ],
  [
    ['workflows/:workflowId/run'],
    'Only the live version can be run: call /v1/workflows/run. Other environments have their own keys.',
  ],
  [
    ['app/feedbacks'],
    'Ratings of all users are not listed here: see the runs in the studio. Ratings of one user are part of their messages: call /v1/messages.',
  ],
  [
    ['end-users/*'],
    'Only the names of end users are stored. Find their data by user, in /v1/conversations and /v1/messages.',
  ],
  [
    ['conversations/:talkId/variables/:variableId'],
    'Conversations have no variables. Send what the app needs with each message, in inputs.',
  ],
  [
    ['workspaces/*'],
    'The key of an app gives no access to the workspace: models are connected in the studio, under Connections.',
  ],
  [
    ['datasets', 'datasets/*'],
    'The key of an app cannot change its knowledge: documents are managed in the studio under Knowledge, where sources sync them too.',
  ],
] as const

const Query = z.object({
  keyword: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

/** Always empty, which is not an error of the caller. */
export const listAnnotations: AppHandler = async (call) => {
  const { page, limit } = readQuery(call, Query, 'Allowed parameters: keyword, page and limit (1 to 100).')
  return jsonResponse({ data: [], has_more: false, limit, total: 0, page })
}
