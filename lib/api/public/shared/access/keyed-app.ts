import 'server-only'
import type { TextResponse } from '@/lib/api/http/light-response'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces } from '../../public-api'
import { type FaceCall, type FaceRequest, faceHandler, failed } from '../../public-handler'
import { authorizeKey, findKeyedApp, requireTraffic } from './authorize-key'
import { corsFor } from './cors'

export type AppHandler = (face: FaceRequest, app: PublishedApp, key: CallerKey) => Promise<Response>

/** A route of one app, named by `:slug`, for who has a key of it. */
export function keyedApp(faces: PublicFaces, work: AppHandler) {
  return faceHandler(faces, (face) => answerKeyed(faces, face, face.param('slug'), work))
}

export async function answerKeyed<Call extends FaceCall, Answer extends Response>(
  faces: PublicFaces,
  face: Call,
  slug: string,
  work: (face: Call, app: PublishedApp, key: CallerKey) => Promise<Answer>,
): Promise<Answer | TextResponse> {
  const key = await authorizeKey(faces, face)
  const app = await findKeyedApp(faces, face, key, slug)
  try {
    await requireTraffic(faces, face, app)
    return corsFor(face.request, app, await work(face, app, key))
  } catch (error) {
    // Here, so that a page of the list can read why it failed.
    return corsFor(face.request, app, failed(faces, face, error))
  }
}
