import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { isAppAddress } from '@/lib/core/ids'
import { visitorOfChat } from '@/lib/runs/conversations/visitor-of-chat'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { isAllowedHost } from '../hosted/embed-access'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf, apiHandler, type FailureBody, failed } from '../public-handler'
import { authorizeKey, findKeyedApp, requireTraffic } from '../shared/access/authorize-key'
import { corsFor } from '../shared/access/cors'
import { endUserOf } from '../shared/access/end-user'
import { publicStatus } from '../shared/responses/error-status'
import { toPublicError } from '../shared/responses/public-error'

/** Who calls: a program with a key, or a visitor of a page that the app's owner listed. */
export interface FlowiseCaller {
  app: PublishedApp
  /** null for a visitor. */
  key: CallerKey | null
}

export type FlowiseHandler = (call: ApiRequest, caller: FlowiseCaller) => Promise<Response>

/** Failures as Flowise has them; its widget shows `error`. */
export const flowiseFailure: FailureBody = (error, requestId) => {
  const { message } = toPublicError(error, requestId)
  return { statusCode: publicStatus(error.code), success: false, message, error: message, requestId, stack: {} }
}

/** A route of the app that `:slug` names. */
export function flowiseApp(api: PublicApi, work: FlowiseHandler) {
  return apiHandler(api, (call) => forApp(api, call, { slug: call.param('slug'), work }), flowiseFailure)
}

/** For routes that name the app elsewhere than in their path. */
export async function forApp(
  api: PublicApi,
  call: ApiRequest,
  { slug, work }: { slug: string; work: FlowiseHandler },
): Promise<Response> {
  const caller = await callerOf(api, call, slug)
  // Caught here, so that a page of the list can read why it failed.
  const response = await work(call, caller).catch((error: unknown) => failed(api, call, error, flowiseFailure))
  return corsFor(call.request, caller.app, response)
}

async function callerOf(api: PublicApi, call: ApiRequest, slug: string): Promise<FlowiseCaller> {
  const visited = call.request.headers.has('authorization') ? null : await visitedApp(api, call, slug)
  if (visited) return { app: visited, key: null }
  const key = await authorizeKey(api, call)
  const app = await findKeyedApp(api, call, key, slug)
  call.caller.appId = app.appId
  await requireTraffic(api, call, app)
  return { app, key }
}

/**
 * Flowise's widget has no key, and a key in a page would be everybody's. So a page of the app's own list may call
 * without one where our widget may too, under the limits of a visitor. To everybody else the app does not exist.
 */
async function visitedApp(api: PublicApi, call: ApiRequest, slug: string): Promise<PublishedApp | null> {
  const origin = pageOf(call.request)
  if (origin === null || !isAppAddress(slug)) return null
  const app = await api.backend.findApp(slug)
  // One that wants its visitors signed in has no way to ask Flowise's widget for that.
  if (app?.access !== 'link' || app.widget.needsIdentity || !isAllowedHost(api, app, origin)) return null
  const { appId, workspaceId } = app
  call.caller = { workspaceId, appId, address: addressOf(api, call) }
  await api.protection.check({ ...call.caller, workspaceId })
  // Opening a chat with pictures in it must not use up what its visitor may ask.
  const what = call.request.method === 'GET' ? 'look' : 'message'
  await api.limiter.addresses.take(`${what}:${addressOf(api, call)}`, appId)
  await api.limiter.apps.take(app.appId)
  return app
}

/** The page that calls. A picture of a page is fetched without `Origin`: then its `Referer` says the same. */
export function pageOf({ headers, method }: Request): string | null {
  const origin = headers.get('origin')
  const referer = headers.get('referer')
  if (origin !== null || method !== 'GET' || referer === null) return origin
  return URL.parse(referer)?.origin ?? null
}

/** Under this name a visitor's runs and conversations are kept; no key's end user is ever called so by us. */
export function visitorOf(chatId: string): string {
  if (!VISITOR_CHAT.test(chatId))
    throw new AppError('INVALID_INPUT', 'Without a key, chatId must end with a UUID, which nobody can guess.')
  return visitorOfChat(chatId)
}

/** Whose a call is: with a key, whom the program names; without one, the chat's own visitor. */
export const endUserOfCall = (call: ApiRequest, { key }: FlowiseCaller, chatId: string): string | null =>
  key === null ? visitorOf(chatId) : endUserOf(call.request)

const VISITOR_CHAT = /^[\x21-\x7e]{0,160}[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
