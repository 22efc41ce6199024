import 'server-only'
import type { Hono } from 'hono'
import { ConversationQuery, CreateConversationBody, MAX_CONVERSATION_BYTES } from '@/lib/contracts/conversations'
import type { ConversationRef } from '@/lib/runs/conversations/conversation-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import { type ApiRequest, jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { type AppHandler, keyedApp } from '../shared/access/keyed-app'
import { readBody } from '../shared/requests/read-body'
import { pageResponse, readQuery } from '../shared/responses/page-response'
import { idParam } from '../shared/responses/run-stream'

/** Conversations stored by Patchbay, so that a client only sends the new message. */
export function mountConversations(router: Hono, api: PublicApi, base: string): void {
  const mount = (work: AppHandler) => keyedApp(api, work)
  const { backend } = api
  const itemPath = `${base}/conversations/:conversationId`
  const list: AppHandler = async (call, app) => {
    const page = readQuery(call, ConversationQuery, 'parameters.limitAndCursor')
    return pageResponse(api, call, await backend.listConversations({ ...scopeOf(call, app), ...page }))
  }
  const create: AppHandler = async (call, app) => {
    const scope = scopeOf(call, app)
    const { title } = await readBody(call.request, CreateConversationBody, MAX_CONVERSATION_BYTES)
    const created = await backend.createConversation({ ...scope, title })
    const location = `${api.appUrl}/api/v1/apps/${app.slug}/conversations/${created.id}`
    return jsonResponse(created, { status: 201, headers: { location } })
  }
  const messages: AppHandler = async (call, app) => {
    const page = readQuery(call, ConversationQuery, 'parameters.limitAndCursor')
    return pageResponse(api, call, await backend.listMessages({ ...refOf(call, app), ...page }))
  }
  router.get(`${base}/conversations`, mount(list))
  router.post(`${base}/conversations`, mount(create))
  router.get(
    itemPath,
    mount(async (call, app) => jsonResponse(await backend.getConversation(refOf(call, app)))),
  )
  router.get(`${itemPath}/messages`, mount(messages))
  router.delete(
    itemPath,
    mount(async (call, app) => {
      await backend.deleteConversation(refOf(call, app))
      return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
    }),
  )
}

function scopeOf(call: ApiRequest, app: PublishedApp) {
  return { app, endUser: endUserOf(call.request) }
}

function refOf(call: ApiRequest, app: PublishedApp): ConversationRef {
  return { ...scopeOf(call, app), conversationId: idParam(call.param('conversationId')) }
}
