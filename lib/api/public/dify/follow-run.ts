import 'server-only'
import { z } from 'zod'
import type { PublicApi } from '../public-api'
import type { AppHandler } from '../shared/access/keyed-app'
import { readQuery } from '../shared/responses/page-response'
import { notFound } from '../shared/responses/public-error'
import { DifyUser, runOfUser } from './dify-app'
import { streamChat } from './stream-chat'
import { streamWorkflow } from './stream-workflow'

/** `include_state_snapshot` has no effect: steps are never exposed. */
const Query = z.object({
  user: DifyUser,
  include_state_snapshot: z.enum(['true', 'false']).optional(),
  continue_on_pause: z.enum(['true', 'false']).optional(),
})

/** Replays the events of a run from start to end: as streamed, or as stored. */
export function followRun(api: PublicApi): AppHandler {
  return async (call, app) => {
    const { user, continue_on_pause } = readQuery(call, Query, 'parameters.userRequired')
    const { runId, note } = await runOfUser(api, call, { app, runId: call.param('taskId'), user })
    const staysOpen = continue_on_pause === 'true'
    const followed = { app, runId, replayed: false, endUser: user, staysOpen, release: () => {} }
    if (app.messageField !== null)
      return streamChat(api, call, { ...followed, conversationId: note.conversationId ?? '' })
    const runInput = await api.backend.inputOf({ app, runId })
    if (!runInput) throw notFound()
    return streamWorkflow(api, call, { ...followed, inputs: runInput.inputs })
  }
}
