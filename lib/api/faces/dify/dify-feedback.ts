import 'server-only'
import { z } from 'zod'
import { MAX_FEEDBACK_BYTES } from '@/lib/contracts/feedback'
import { jsonResponse } from '../face-handler'
import type { AppHandler } from '../keyed-app'
import type { PublicFaces } from '../public-faces'
import { readBody } from '../read-body'
import { DifyUser, runOfUser } from './dify-app'

const FeedbackBody = z.strictObject({
  rating: z.enum(['like', 'dislike'], 'rating is "like" or "dislike". Taking one back is not possible here.'),
  user: DifyUser,
  content: z.string().max(2_000).nullish(),
})

export function rateMessage(faces: PublicFaces): AppHandler {
  return async (face, app, key) => {
    const { rating, user, content } = await readBody(face.request, FeedbackBody, MAX_FEEDBACK_BYTES)
    const { runId } = await runOfUser(faces, face, { app, runId: face.param('messageId'), user })
    const body = {
      rating: rating === 'like' ? ('up' as const) : ('down' as const),
      reason: content ?? '',
      correction: null,
    }
    await faces.backend.giveFeedback({ app, runId, author: `key:${key.keyId}`, body })
    return jsonResponse({ result: 'success' })
  }
}
