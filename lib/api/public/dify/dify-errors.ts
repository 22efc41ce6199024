import 'server-only'
import { z } from 'zod'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readQuery } from '../shared/responses/page-response'

/** Unsupported Dify operations, with alternatives. */
export const DIFY_REFUSALS = [
  [
    ['completion-messages', 'completion-messages/:taskId/stop'],
    'There are no completion apps here: a form app does their work. Call /v1/workflows/run with its inputs.',
  ],
  [
    ['apps/annotations', 'apps/annotations/*', 'apps/annotation-reply/*'],
    'There are no annotations here. An answer that must always be the same belongs into a document of the app, in the studio under Knowledge.',
  ],
  [
    ['workflows/:workflowId/run'],
    'The version that is live is the only one that runs: call /v1/workflows/run. Another environment has a key of its own.',
  ],
  [
    ['app/feedbacks'],
    'Ratings of all users are not listed here: they are in the studio beside the runs. Those of one user stand beside their messages: call /v1/messages.',
  ],
  [
    ['end-users/*'],
    'Nothing is kept of end users but their names: what belongs to one is found by user, in /v1/conversations and /v1/messages.',
  ],
  [
    ['conversations/:talkId/variables/:variableId'],
    'Conversations have no variables here: what an app is to know comes with each message, in inputs.',
  ],
  [
    ['workspaces/*'],
    'The key of an app tells nothing of the workspace: models are connected in the studio, under Connections.',
  ],
  [
    ['datasets', 'datasets/*'],
    'The key of an app changes nothing that the app knows: documents are kept in the studio under Knowledge, where sources sync them too.',
  ],
] as const

const Query = z.object({
  keyword: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

/** Always empty, which is not an error of the caller. */
export const listAnnotations: AppHandler = async (call) => {
  const { page, limit } = readQuery(call, Query, 'Ask with keyword, page and limit (1 to 100) at most.')
  return jsonResponse({ data: [], has_more: false, limit, total: 0, page })
}
