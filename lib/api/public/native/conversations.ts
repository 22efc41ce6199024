import 'server-only'
import type { Hono } from 'hono'
import { ConversationQuery, CreateConversationBody, MAX_CONVERSATION_BYTES } from '@/lib/contracts/conversations'
import type { ConversationRef } from '@/lib/runs/conversations/conversation-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces } from '../public-api'
import { type FaceRequest, jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { type AppHandler, keyedApp } from '../shared/access/keyed-app'
import { readBody } from '../shared/requests/read-body'
import { pageResponse, readQuery } from '../shared/responses/page-response'
import { idParam } from '../shared/responses/run-stream'

const PAGE_HINT = 'Ask with limit (1 to 200) and cursor at most.'

/** Conversations that Patchbay keeps, so that a program sends the new message only. */
export function mountConversations(router: Hono, faces: PublicFaces, base: string): void {
  const mount = (work: AppHandler) => keyedApp(faces, work)
  const { backend } = faces
  const one = `${base}/conversations/:conversationId`
  const list: AppHandler = async (face, app) => {
    const page = readQuery(face, ConversationQuery, PAGE_HINT)
    return pageResponse(faces, face, await backend.listConversations({ ...scopeOf(face, app), ...page }))
  }
  const create: AppHandler = async (face, app) => {
    const scope = scopeOf(face, app)
    const { title } = await readBody(face.request, CreateConversationBody, MAX_CONVERSATION_BYTES)
    const made = await backend.createConversation({ ...scope, title })
    const location = `${faces.appUrl}/api/v1/apps/${app.slug}/conversations/${made.id}`
    return jsonResponse(made, { status: 201, headers: { location } })
  }
  const messages: AppHandler = async (face, app) => {
    const page = readQuery(face, ConversationQuery, PAGE_HINT)
    return pageResponse(faces, face, await backend.listMessages({ ...refOf(face, app), ...page }))
  }
  router.get(`${base}/conversations`, mount(list))
  router.post(`${base}/conversations`, mount(create))
  router.get(
    one,
    mount(async (face, app) => jsonResponse(await backend.getConversation(refOf(face, app)))),
  )
  router.get(`${one}/messages`, mount(messages))
  router.delete(
    one,
    mount(async (face, app) => {
      await backend.deleteConversation(refOf(face, app))
      return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
    }),
  )
}

function scopeOf(face: FaceRequest, app: PublishedApp) {
  return { app, endUser: endUserOf(face.request) }
}

function refOf(face: FaceRequest, app: PublishedApp): ConversationRef {
  return { ...scopeOf(face, app), conversationId: idParam(face.param('conversationId')) }
}
