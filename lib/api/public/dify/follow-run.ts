import 'server-only'
import { z } from 'zod'
import type { PublicFaces } from '../public-api'
import type { AppHandler } from '../shared/access/keyed-app'
import { readQuery } from '../shared/responses/page-response'
import { notFound } from '../shared/responses/public-error'
import { DifyUser, runOfUser } from './dify-app'
import { streamChat } from './stream-chat'
import { streamWorkflow } from './stream-workflow'

/** `include_state_snapshot` is taken without effect: nothing of steps is told. */
const Query = z.object({
  user: DifyUser,
  include_state_snapshot: z.enum(['true', 'false']).optional(),
  continue_on_pause: z.enum(['true', 'false']).optional(),
})

/** The events of a run again, from its beginning to its end: as it streamed, or what is kept of that. */
export function followRun(faces: PublicFaces): AppHandler {
  return async (face, app) => {
    const { user, continue_on_pause } = readQuery(face, Query, 'Ask with user.')
    const { runId, note } = await runOfUser(faces, face, { app, runId: face.param('taskId'), user })
    const staysOpen = continue_on_pause === 'true'
    const followed = { app, runId, replayed: false, endUser: user, staysOpen, release: () => {} }
    if (app.messageField !== null)
      return streamChat(faces, face, { ...followed, conversationId: note.conversationId ?? '' })
    const given = await faces.backend.givenOf({ app, runId })
    if (!given) throw notFound()
    return streamWorkflow(faces, face, { ...followed, inputs: given.inputs })
  }
}
