import 'server-only'
import { z } from 'zod'
import { jsonResponse } from '../face-handler'
import type { AppHandler } from '../keyed-app'
import { readQuery } from '../page-response'

/** What Dify's clients may ask for and is not offered, with what to do instead. */
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
    ['datasets', 'datasets/*'],
    'The key of an app changes nothing that the app knows: documents are kept in the studio under Knowledge, where sources sync them too.',
  ],
] as const

const Query = z.object({
  keyword: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

/** There are none, which is no failure of who looks. */
export const listAnnotations: AppHandler = async (face) => {
  const { page, limit } = readQuery(face, Query, 'Ask with keyword, page and limit (1 to 100) at most.')
  return jsonResponse({ data: [], has_more: false, limit, total: 0, page })
}
