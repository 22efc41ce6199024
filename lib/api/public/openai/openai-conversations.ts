import 'server-only'
import type { Hono } from 'hono'
import { z } from 'zod'
import { MAX_CONVERSATION_BYTES, type PublicConversation, type PublicMessage } from '@/lib/contracts/conversations'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { problem } from '@/lib/messages/problems/problem'
import type { ConversationRef } from '@/lib/runs/conversations/conversation-types'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import { type ApiHandler, type ApiRequest, apiHandler, jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { authorizeKey, findKeyedApp, requireTraffic } from '../shared/access/keyed-app'
import { noteIgnored } from '../shared/requests/note-ignored'
import { readCompatibleBody } from '../shared/requests/read-body'
import { readQuery } from '../shared/responses/page-response'
import { notFound } from '../shared/responses/public-error'
import { idParam } from '../shared/responses/run-stream'
import { OpenAiMetadata } from './openai-request'
import { toOpenAiMissing } from './openai-shapes'
import { messageItemId, runOfItem } from './response-items'
import { toTextPart } from './responses-shapes'

const CreateBody = z.strictObject({
  items: z
    .array(z.unknown())
    .max(0, 'A conversation begins empty: send earlier messages in the input of a response without a conversation.')
    .nullish(),
  metadata: OpenAiMetadata.nullish(),
})
const UpdateBody = z.strictObject({ metadata: OpenAiMetadata.nullish() })
const ItemsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  order: z.literal('desc', 'Items are listed newest first: order is desc.').default('desc'),
  after: z.string().max(200).optional(),
})
/** OpenAI's conversations: the native ones of a chat app, which responses continue. */
export function mountOpenAiConversations(router: Hono, api: PublicApi, base: string): void {
  const mount = (handler: ApiHandler) => apiHandler(api, handler, toOpenAiMissing)
  const itemPath = `${base}/conversations/:conversationId`
  router.post(`${base}/conversations`, mount(create(api)))
  router.get(
    itemPath,
    mount(async (call) => jsonResponse(toConversation((await find(api, call)).conversation))),
  )
  router.post(
    itemPath,
    mount(async (call) => {
      const { conversation } = await find(api, call)
      const { body } = await readCompatibleBody(call, UpdateBody, MAX_CONVERSATION_BYTES)
      if (body.metadata) noteIgnored(call, 'metadata')
      return jsonResponse(toConversation(conversation))
    }),
  )
  router.delete(
    itemPath,
    mount(async (call) => {
      const { ref } = await find(api, call)
      await api.backend.deleteConversation(ref)
      return jsonResponse({ id: ref.conversationId, object: 'conversation.deleted', deleted: true })
    }),
  )
  router.get(`${itemPath}/items`, mount(listItems(api)))
  const reject = mount(async (call) => {
    await authorizeKey(api, call)
    throw new AppError('INVALID_INPUT', problem('openai.itemsFixed'))
  })
  router.post(`${itemPath}/items`, reject)
  router.delete(`${itemPath}/items/:itemId`, reject)
}

function create(api: PublicApi): ApiHandler {
  return async (call) => {
    const key = await authorizeKey(api, call)
    const { body } = await readCompatibleBody(call, CreateBody, MAX_CONVERSATION_BYTES)
    if (body.metadata) noteIgnored(call, 'metadata')
    const app = await appOf(api, call, key)
    await requireTraffic(api, call, app)
    const created = await api.backend.createConversation({ app, endUser: endUserOf(call.request) })
    return jsonResponse(toConversation(created))
  }
}

/** The app named by the header, or the only chat app of the key. */
async function appOf(api: PublicApi, call: ApiRequest, key: CallerKey): Promise<PublishedApp> {
  const named = call.request.headers.get('patchbay-app')
  if (named !== null) return findKeyedApp(api, call, key, named)
  const chats = (await api.backend.listApps(key)).filter(({ messageField }) => messageField !== null)
  const [app] = chats
  if (!app) throw new AppError('INVALID_INPUT', problem('openai.keyWithoutChatApp'))
  if (chats.length > 1)
    throw new AppError(
      'INVALID_INPUT',
      problem('openai.keyWithSeveralChatApps', { slugs: chats.map(({ slug }) => slug).join(', ') }),
    )
  return app
}

/** Finds a conversation among the apps of the key. @throws AppError NOT_FOUND */
async function find(
  api: PublicApi,
  call: ApiRequest,
): Promise<{ ref: ConversationRef; conversation: PublicConversation }> {
  const key = await authorizeKey(api, call)
  const conversationId = idParam(call.param('conversationId'))
  const endUser = endUserOf(call.request)
  for (const app of await api.backend.listApps(key)) {
    const ref = { app, endUser, conversationId }
    const conversation = await api.backend.getConversation(ref).catch(orNull)
    if (!conversation) continue
    call.caller.appId = app.appId
    await requireTraffic(api, call, app)
    return { ref, conversation }
  }
  throw notFound()
}

function orNull(error: unknown): null {
  if (AppError.isInstance(error) && error.code === 'NOT_FOUND') return null
  throw error
}

function listItems(api: PublicApi): ApiHandler {
  return async (call) => {
    const { ref } = await find(api, call)
    const { limit, after } = readQuery(call, ItemsQuery, 'parameters.conversationItems')
    const position = after === undefined ? null : runOfItem(after)
    if (after !== undefined && !position) throw new AppError('INVALID_INPUT', problem('openai.afterNotItem'))
    // A run has a question and an answer: after the answer comes the question of the same run.
    const questionItems = position?.isAnswer ? await questionOf(api, ref, position.runId) : []
    const page = { ...ref, limit, cursor: position ? Id.parse(position.runId) : undefined }
    const { messages, nextCursor } = await api.backend.listMessages(page)
    const all = [...questionItems, ...messages.map(toItem)]
    const data = all.slice(0, limit)
    const ends = { first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null }
    return jsonResponse({ object: 'list', data, has_more: all.length > limit || nextCursor !== null, ...ends })
  }
}

async function questionOf(api: PublicApi, { app, endUser }: ConversationRef, runId: string) {
  const lastTurn = (await api.backend.textsOf({ app, endUser, runIds: [runId] })).get(runId)?.turns.at(-1)
  return lastTurn ? [userItem(runId, lastTurn.content)] : []
}

function toItem({ runId, role, content }: PublicMessage) {
  if (role === 'user') return userItem(runId, content)
  const base = { id: messageItemId(runId), type: 'message', status: 'completed', role }
  return { ...base, content: [toTextPart(content, [])] }
}

function userItem(runId: string, text: string) {
  const base = { id: messageItemId(runId, 'in'), type: 'message', status: 'completed', role: 'user' as const }
  return { ...base, content: [{ type: 'input_text', text }] }
}

const toConversation = ({ id, createdAt }: PublicConversation) => ({
  id,
  object: 'conversation',
  created_at: Math.floor(Date.parse(createdAt) / 1_000),
  metadata: {},
})
