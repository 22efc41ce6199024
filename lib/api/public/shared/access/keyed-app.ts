import 'server-only'
import type { TextResponse } from '@/lib/api/http/light-response'
import { AppError } from '@/lib/core/app-error'
import { isAppAddress, Slug } from '@/lib/core/ids'
import { problem } from '@/lib/messages/problems/problem'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublicModel } from '@/lib/runs/public/types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi, StreamLease } from '../../public-api'
import { type ApiCall, type ApiRequest, addressOf, apiHandler, failed } from '../../public-handler'
import { notFound } from '../responses/public-error'
import { corsFor } from './cors'
import { namedEndUser } from './end-user'
import { keyLease } from './key-lease'

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

/**
 * Reads only `Authorization: Bearer`, never a query parameter or cookie. @throws AppError
 * UNAUTHENTICATED or RATE_LIMITED
 */
export async function authorizeKey(api: PublicApi, call: ApiCall): Promise<CallerKey> {
  const bearer = /^Bearer ([\x21-\x7e]{8,200})$/i.exec(call.request.headers.get('authorization') ?? '')?.[1]
  const key = bearer ? await api.backend.authenticateKey(bearer) : null
  if (!bearer || !key) {
    // Guessing keys is limited like chatting.
    await api.limiter.addresses.take(`key:${addressOf(api, call)}`)
    throw new AppError('UNAUTHENTICATED', problem('publicApi.keyInvalid'))
  }
  await admitKey(api, call, { key, ...namedEndUser(call.request) })
  call.lease = leaseOf(api, bearer)
  return key
}

/**
 * A separate function: V8 allocates closures assigned to a property in the old generation, which
 * would retain the request.
 */
function leaseOf(api: PublicApi, bearer: string): () => StreamLease {
  return () => keyLease(api, bearer)
}

/** Checks blocks and the key's rate limit. @throws AppError MAINTENANCE, FORBIDDEN or RATE_LIMITED */
export async function admitKey(
  api: PublicApi,
  call: ApiCall,
  { key: { workspaceId, keyId }, ...named }: { key: CallerKey; endUser?: string },
): Promise<void> {
  call.caller = { workspaceId, keyId, address: addressOf(api, call), ...named }
  const checking = api.protection.check({ ...call.caller, workspaceId })
  if (checking) await checking
  call.rate = await api.limiter.keys.take(keyId)
}

/** An app that the key may not run looks nonexistent. @throws AppError NOT_FOUND or RATE_LIMITED */
export async function findKeyedApp(
  api: PublicApi,
  call: Pick<ApiCall, 'caller'>,
  key: CallerKey,
  slug: string,
): Promise<PublishedApp> {
  const app = isAppAddress(slug) ? await api.backend.findApp(slug) : null
  if (!app || app.workspaceId !== key.workspaceId || !key.appIds.includes(app.appId)) throw notFound()
  if (key.environment !== null && key.environment !== (app.environment ?? 'production')) throw notFound()
  // Further rejections are counted for this app.
  call.caller.appId = app.appId
  await api.limiter.apps.take(app.appId)
  return app
}

/** Stopped traffic covers reading and sending files, not only runs. @throws AppError MAINTENANCE or FORBIDDEN */
export async function requireTraffic(
  api: PublicApi,
  { caller }: Pick<ApiCall, 'caller'>,
  { appId, workspaceId }: Pick<PublishedApp, 'appId' | 'workspaceId'>,
): Promise<void> {
  const checking = api.protection.check({ ...caller, appId, workspaceId })
  if (checking) await checking
}

/** A trained model that the key may not call looks nonexistent. @throws AppError NOT_FOUND or RATE_LIMITED */
export async function findKeyedModel(api: PublicApi, key: CallerKey, name: string): Promise<PublicModel> {
  const model = Slug.safeParse(name).success ? await api.backend.findModel(key, name) : null
  if (!model || model.workspaceId !== key.workspaceId) throw notFound()
  await api.limiter.apps.take(`model:${model.modelId}`)
  return model
}
