import 'server-only'
import { FeedbackBody, MAX_FEEDBACK_BYTES, type PublicFeedback } from '@/lib/contracts/feedback'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces } from '../../public-api'
import { type FaceRequest, jsonResponse } from '../../public-handler'
import { readBody } from '../requests/read-body'

export interface Rated {
  app: PublishedApp
  runId: string
  /** `end:<sid>` or `key:<id>`: never what the caller says. */
  author: string
}

/** The same for keys and visitors. Runs of others are not there; so the face has checked, and the backend checks again. */
export async function giveFeedback(
  faces: PublicFaces,
  face: FaceRequest,
  { app, runId, author }: Rated,
): Promise<Response> {
  await faces.limiter.apps.take(`feedback:${app.appId}`)
  const body = await readBody(face.request, FeedbackBody, MAX_FEEDBACK_BYTES)
  await faces.backend.giveFeedback({ app, runId, author, body })
  const answer: PublicFeedback = { runId, rating: body.rating }
  return jsonResponse(answer)
}
