import 'server-only'
import { z } from 'zod'
import { MAX_CONVERSATION_BYTES, type PublicConversation, type PublicMessage } from '@/lib/contracts/conversations'
import type { Rating } from '@/lib/contracts/feedback'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { problem } from '@/lib/messages/problems/problem'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import { type ApiRequest, jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readCompatibleBody } from '../shared/requests/read-body'
import { readQuery } from '../shared/responses/page-response'
import { notFound } from '../shared/responses/public-error'
import { DifyUser } from './dify-app'
import { authorOf } from './dify-feedback'
import { toResource } from './dify-shapes'
import { filesOfRuns } from './message-files'

const Limit = z.coerce.number().int().min(1).max(100).default(20)
const After = z.union([z.literal('').transform(() => undefined), Id]).optional()
/** The only supported order, also under the name of Dify's default. */
const NewestFirst = z.enum(['-created_at', '-updated_at']).optional()
const ConversationQuery = z.object({ user: DifyUser, last_id: After, limit: Limit, sort_by: NewestFirst })
const VariableQuery = z.object({ user: DifyUser.optional(), limit: Limit })
const MessageQuery = z.object({ user: DifyUser, conversation_id: Id, first_id: After, limit: Limit })

/** The user's conversations, newest first. */
export function listConversations(api: PublicApi): AppHandler {
  return async (call, app) => {
    const { user, last_id, limit } = readQuery(call, ConversationQuery, 'parameters.difyConversations')
    const page = await api.backend.listConversations({ app, endUser: user, cursor: last_id, limit })
    const data = page.conversations.map((conversation) => toConversation(app, conversation))
    return jsonResponse({ limit, has_more: page.nextCursor !== null, data })
  }
}

function toConversation({ greeting }: PublishedApp, { id, title, createdAt, updatedAt }: PublicConversation) {
  return {
    id,
    name: title,
    inputs: {},
    status: 'normal',
    introduction: greeting,
    created_at: secondsOf(createdAt),
    updated_at: secondsOf(updatedAt),
  }
}

const NameBody = z.strictObject({
  name: z.string().trim().max(200).nullish(),
  auto_generate: z.boolean().nullish(),
  user: DifyUser,
})

/** Renames a conversation; `auto_generate` keeps the name derived from its first message. */
export function nameConversation(api: PublicApi): AppHandler {
  return async (call, app) => {
    const {
      body: { name, auto_generate, user },
    } = await readCompatibleBody(call, NameBody, MAX_CONVERSATION_BYTES)
    if (!name && !auto_generate) throw new AppError('INVALID_INPUT', problem('dify.nameMissing'))
    const ref = { app, endUser: user, conversationId: conversationIdOf(call) }
    const { backend } = api
    const named = name ? backend.renameConversation({ ...ref, title: name }) : backend.getConversation(ref)
    return jsonResponse(toConversation(app, await named))
  }
}

/** Always empty: an app stores only the messages of a conversation. */
export function listVariables(api: PublicApi): AppHandler {
  return async (call, app) => {
    const { user, limit } = readQuery(call, VariableQuery, 'parameters.userAndLimit')
    await api.backend.getConversation({ app, endUser: user ?? null, conversationId: conversationIdOf(call) })
    return jsonResponse({ limit, has_more: false, data: [] })
  }
}

/** The latest messages of a conversation, oldest first; `first_id` requests earlier ones. */
export function listMessages(api: PublicApi): AppHandler {
  return async (call, app, key) => {
    const query = readQuery(call, MessageQuery, 'parameters.difyMessages')
    const { user: endUser, conversation_id: conversationId, first_id: cursor, limit } = query
    const page = await api.backend.listMessages({ app, endUser, conversationId, cursor, limit })
    const runs = Map.groupBy(page.messages.toReversed(), ({ runId }) => runId)
    const ratings = await api.backend.ratingsOf({ app, runIds: [...runs.keys()], author: authorOf(key) })
    const files = await filesOfRuns(api, app, [...runs.keys()])
    const data = [...runs].map(([runId, messages]) => ({
      ...toMessage(runId, conversationId, messages),
      message_files: files.get(runId) ?? [],
      feedback: toFeedback(ratings.get(runId)),
    }))
    return jsonResponse({ limit, has_more: page.nextCursor !== null, data })
  }
}

function toMessage(runId: string, conversationId: string, messages: readonly PublicMessage[]) {
  const question = messages.find(({ role }) => role === 'user')
  const answer = messages.find(({ role }) => role === 'assistant')
  return {
    id: runId,
    conversation_id: conversationId,
    inputs: {},
    query: question?.content ?? '',
    answer: answer?.content ?? '',
    retriever_resources: (answer?.citations ?? []).map(toResource),
    status: question?.status === 'failed' ? 'error' : 'normal',
    error: null,
    created_at: secondsOf(question?.createdAt ?? ''),
  }
}

const toFeedback = (rating: Rating | undefined) =>
  rating === undefined ? null : { rating: rating === 'up' ? 'like' : 'dislike' }

const UserBody = z.strictObject({ user: DifyUser })

export function deleteConversation(api: PublicApi): AppHandler {
  return async (call, app) => {
    const {
      body: { user },
    } = await readCompatibleBody(call, UserBody, 4_096)
    const conversationId = conversationIdOf(call)
    await api.backend.deleteConversation({ app, endUser: user, conversationId })
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
  }
}

function conversationIdOf(call: ApiRequest): string {
  const id = Id.safeParse(call.param('talkId'))
  if (!id.success) throw notFound()
  return id.data
}

const secondsOf = (timestamp: string): number => Math.floor(Date.parse(timestamp) / 1_000) || 0
