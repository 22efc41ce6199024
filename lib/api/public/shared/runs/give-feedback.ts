import 'server-only'
import { FeedbackBody, MAX_FEEDBACK_BYTES, type PublicFeedback } from '@/lib/contracts/feedback'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../../public-api'
import { type ApiRequest, jsonResponse } from '../../public-handler'
import { readBody } from '../requests/read-body'

export interface Rated {
  app: PublishedApp
  runId: string
  /** `end:<sid>` or `key:<id>`: never chosen by the caller. */
  author: string
}

/** Stores a rating. Callers have checked that the run is theirs, and the backend checks it again. */
export async function giveFeedback(api: PublicApi, call: ApiRequest, { app, runId, author }: Rated): Promise<Response> {
  await api.limiter.apps.take(`feedback:${app.appId}`)
  const body = await readBody(call.request, FeedbackBody, MAX_FEEDBACK_BYTES)
  await api.backend.giveFeedback({ app, runId, author, body })
  const answer: PublicFeedback = { runId, rating: body.rating }
  return jsonResponse(answer)
}
