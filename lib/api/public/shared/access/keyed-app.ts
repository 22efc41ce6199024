import 'server-only'
import type { TextResponse } from '@/lib/api/http/light-response'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../../public-api'
import { type ApiCall, type ApiRequest, apiHandler, failed } from '../../public-handler'
import { authorizeKey, findKeyedApp, requireTraffic } from './authorize-key'
import { corsFor } from './cors'

export type AppHandler = (call: ApiRequest, app: PublishedApp, key: CallerKey) => Promise<Response>

/** A route of the app in `:slug`, for keys of that app. */
export function keyedApp(api: PublicApi, work: AppHandler) {
  return apiHandler(api, (call) => answerKeyed(api, call, call.param('slug'), work))
}

export async function answerKeyed<Call extends ApiCall, Answer extends Response>(
  api: PublicApi,
  call: Call,
  slug: string,
  work: (call: Call, app: PublishedApp, key: CallerKey) => Promise<Answer>,
): Promise<Answer | TextResponse> {
  const key = await authorizeKey(api, call)
  const app = await findKeyedApp(api, call, key, slug)
  try {
    await requireTraffic(api, call, app)
    return corsFor(call.request, app, await work(call, app, key))
  } catch (error) {
    // Handled here, so that a listed page can read the error.
    return corsFor(call.request, app, failed(api, call, error))
  }
}
