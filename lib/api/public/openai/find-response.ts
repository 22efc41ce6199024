import 'server-only'
import type { StoredPublicRun } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces } from '../public-api'
import type { FaceRequest } from '../public-handler'
import { authorizeKey, requireTraffic } from '../shared/access/authorize-key'
import { endUserOf } from '../shared/access/end-user'
import { notFound } from '../shared/responses/public-error'
import { runIdOf } from './responses-request'

/** A response of another app, workspace or end user does not exist. @throws AppError NOT_FOUND */
export async function findResponse(
  faces: PublicFaces,
  face: FaceRequest,
): Promise<{ app: PublishedApp; run: StoredPublicRun }> {
  const key = await authorizeKey(faces, face)
  const runId = runIdOf(face.param('responseId'))
  const app = runId === null ? null : await faces.backend.appOfRun({ key, runId })
  if (runId === null || !app) throw notFound()
  await faces.limiter.apps.take(app.appId)
  await requireTraffic(faces, face, app)
  const run = await faces.backend.getRun({ app, runId, requestId: face.requestId })
  const endUser = endUserOf(face.request)
  if (!run || (endUser !== null && run.endUser !== endUser)) throw notFound()
  return { app, run }
}
