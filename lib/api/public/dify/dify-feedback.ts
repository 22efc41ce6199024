import 'server-only'
import { z } from 'zod'
import { MAX_FEEDBACK_BYTES } from '@/lib/contracts/feedback'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublicApi } from '../public-api'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readCompatibleBody } from '../shared/requests/read-body'
import { DifyUser, runOfUser } from './dify-app'

const FeedbackBody = z.strictObject({
  rating: z.enum(['like', 'dislike'], 'rating is "like", "dislike" or null.').nullable(),
  user: DifyUser,
  content: z.string().max(2_000).nullish(),
})

/** A run belongs to one user of the key, so the key is a sufficient author. */
export const authorOf = ({ keyId }: CallerKey): string => `key:${keyId}`

/** A rating; null removes it. */
export function rateMessage(api: PublicApi): AppHandler {
  return async (call, app, key) => {
    const {
      body: { rating, user, content },
    } = await readCompatibleBody(call, FeedbackBody, MAX_FEEDBACK_BYTES)
    const { runId } = await runOfUser(api, call, { app, runId: call.param('messageId'), user })
    const author = authorOf(key)
    if (rating === null) {
      await api.backend.withdrawFeedback({ app, runId, author })
      return jsonResponse({ result: 'success' })
    }
    const body = {
      rating: rating === 'like' ? ('up' as const) : ('down' as const),
      reason: content ?? '',
      correction: null,
    }
    await api.backend.giveFeedback({ app, runId, author, body })
    return jsonResponse({ result: 'success' })
  }
}
