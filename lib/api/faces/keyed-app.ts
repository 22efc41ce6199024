import 'server-only'
import type { PublicKey, PublishedApp } from '@/lib/runs/public-backend-types'
import { authorizeKey, findKeyedApp } from './authorize-key'
import { corsFor } from './cors'
import { type FaceRequest, faceHandler, failure, noteFailure } from './face-handler'
import type { PublicFaces } from './public-faces'

export type AppHandler = (face: FaceRequest, app: PublishedApp, key: PublicKey) => Promise<Response>

/** A route of one app, named by `:slug`, for who has a key of it. */
export function keyedApp(faces: PublicFaces, work: AppHandler) {
  return faceHandler(faces, async (face) => {
    const key = await authorizeKey(faces, face)
    const app = await findKeyedApp(faces, face, key, face.param('slug'))
    const about = { requestId: face.requestId, path: face.context.req.path }
    // Caught here, so that a page of the list can read why it failed.
    const response = await work(face, app, key).catch((error: unknown) => {
      noteFailure(faces, face, error)
      return failure(faces, error, about)
    })
    return corsFor(face.request, app, response)
  })
}
