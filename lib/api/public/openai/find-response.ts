import 'server-only'
import type { StoredPublicRun } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { authorizeKey, requireTraffic } from '../shared/access/keyed-app'
import { notFound } from '../shared/responses/public-error'
import { runIdOf } from './responses-request'

/** Responses of another app, workspace or end user do not exist. @throws AppError NOT_FOUND */
export async function findResponse(
  api: PublicApi,
  call: ApiRequest,
): Promise<{ app: PublishedApp; run: StoredPublicRun }> {
  const key = await authorizeKey(api, call)
  const runId = runIdOf(call.param('responseId'))
  const app = runId === null ? null : await api.backend.appOfRun({ key, runId })
  if (runId === null || !app) throw notFound()
  await api.limiter.apps.take(app.appId)
  await requireTraffic(api, call, app)
  const run = await api.backend.getRun({ app, runId, requestId: call.requestId })
  const endUser = endUserOf(call.request)
  if (!run || (endUser !== null && run.endUser !== endUser)) throw notFound()
  return { app, run }
}
