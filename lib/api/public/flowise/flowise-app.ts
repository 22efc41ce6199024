import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { isAppAddress } from '@/lib/core/ids'
import { problem } from '@/lib/messages/problems/problem'
import { visitorOfChat } from '@/lib/runs/conversations/visitor-of-chat'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { publicStatus } from '../../http/error-status'
import { isAllowedHost } from '../hosted/embed-access'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf, apiHandler, type FailureBody, failed } from '../public-handler'
import { corsFor } from '../shared/access/cors'
import { endUserOf } from '../shared/access/end-user'
import { authorizeKey, findKeyedApp, requireTraffic } from '../shared/access/keyed-app'
import { toPublicError } from '../shared/responses/public-error'

/** The caller: an API client with a key, or a visitor of a page listed by the app's owner. */
export interface FlowiseCaller {
  app: PublishedApp
  /** null for a visitor. */
  key: CallerKey | null
}

export type FlowiseHandler = (call: ApiRequest, caller: FlowiseCaller) => Promise<Response>

/** Flowise's error format; its widget shows `error`. */
export const flowiseFailure: FailureBody = (error, requestId) => {
  const { message } = toPublicError(error, requestId)
  return { statusCode: publicStatus(error.code), success: false, message, error: message, requestId, stack: {} }
}

/** A route of the app in `:slug`. */
export function flowiseApp(api: PublicApi, work: FlowiseHandler) {
  return apiHandler(api, (call) => forApp(api, call, { slug: call.param('slug'), work }), flowiseFailure)
}

/** For routes that name the app outside of their path. */
export async function forApp(
  api: PublicApi,
  call: ApiRequest,
  { slug, work }: { slug: string; work: FlowiseHandler },
): Promise<Response> {
  const caller = await callerOf(api, call, slug)
  // Handled here, so that a listed page can read the error.
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
 * Flowise's widget has no key, and a key in a page would be public. So listed pages of the app may
 * call without one wherever our widget may, under a visitor's limits. For everyone else the app
 * does not exist.
 */
async function visitedApp(api: PublicApi, call: ApiRequest, slug: string): Promise<PublishedApp | null> {
  const origin = pageOf(call.request)
  if (origin === null || !isAppAddress(slug)) return null
  const app = await api.backend.findApp(slug)
  // Flowise's widget cannot sign visitors in, so apps that require it are excluded.
  if (app?.access !== 'link' || app.widget.needsIdentity || !isAllowedHost(api, app, origin)) return null
  const { appId, workspaceId } = app
  call.caller = { workspaceId, appId, address: addressOf(api, call) }
  await api.protection.check({ ...call.caller, workspaceId })
  // Opening a chat with images must not use up the visitor's requests.
  const what = call.request.method === 'GET' ? 'look' : 'message'
  await api.limiter.addresses.take(`${what}:${addressOf(api, call)}`, appId)
  await api.limiter.apps.take(app.appId)
  return app
}

/** The calling page. Images of a page are fetched without `Origin`, so its `Referer` is used. */
export function pageOf({ headers, method }: Request): string | null {
  const origin = headers.get('origin')
  const referer = headers.get('referer')
  if (origin !== null || method !== 'GET' || referer === null) return origin
  return URL.parse(referer)?.origin ?? null
}

/** End user name of a visitor's runs and conversations, which no end user of a key can have. */
export function visitorOf(chatId: string): string {
  if (!VISITOR_CHAT.test(chatId)) throw new AppError('INVALID_INPUT', problem('flowise.chatIdGuessable'))
  return visitorOfChat(chatId)
}

/** The end user of a call: named by the client with a key, else the chat's own visitor. */
export const endUserOfCall = (call: ApiRequest, { key }: FlowiseCaller, chatId: string): string | null =>
  key === null ? visitorOf(chatId) : endUserOf(call.request)

const VISITOR_CHAT = /^[\x21-\x7e]{0,160}[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
