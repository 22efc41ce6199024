import 'server-only'
import { z } from 'zod'
import { MAX_FEEDBACK_BYTES, Rating } from '@/lib/contracts/feedback'
import { Id } from '@/lib/core/ids'
import type { PublicApi } from '../public-api'
import { type ApiRequest, jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { readCompatibleBody } from '../shared/requests/read-body'
import { notFound } from '../shared/responses/public-error'
import { type FlowiseCaller, type FlowiseHandler, visitorOf } from './flowise-app'
import { ChatId } from './flowise-body'

const NewFeedback = z.strictObject({
  chatflowid: z.string().max(200).optional(),
  chatId: ChatId,
  messageId: Id,
  rating: z.enum(['THUMBS_UP', 'THUMBS_DOWN']),
  content: z.string().max(2_000).default(''),
})
const MoreFeedback = z.strictObject({ content: z.string().max(2_000) })

interface Rated {
  runId: string
  chatId: string
  rating: Rating
  reason: string
}

/** A rating. The widget sends the reason afterwards, with the id returned here. */
export function sendFeedback(api: PublicApi): FlowiseHandler {
  return async (call, caller) => {
    const {
      body: { chatId, messageId, rating, content },
    } = await readCompatibleBody(call, NewFeedback, MAX_FEEDBACK_BYTES)
    const rated: Rated = { runId: messageId, chatId, rating: rating === 'THUMBS_UP' ? 'up' : 'down', reason: content }
    await store(api, call, caller, rated)
    const ticket = Buffer.from(JSON.stringify([chatId, messageId, rated.rating])).toString('base64url')
    return jsonResponse({ id: `${caller.app.slug}/${ticket}`, chatId, messageId, rating, content })
  }
}

const Ticket = z.tuple([ChatId, Id, Rating])

export function changeFeedback(api: PublicApi): FlowiseHandler {
  return async (call, caller) => {
    const {
      body: { content },
    } = await readCompatibleBody(call, MoreFeedback, MAX_FEEDBACK_BYTES)
    const [chatId, runId, rating] = readTicket(call.param('ticket'))
    await store(api, call, caller, { runId, chatId, rating, reason: content })
    return jsonResponse({ id: `${caller.app.slug}/${call.param('ticket')}`, chatId, messageId: runId, content })
  }
}

/** A ticket contains only data that the client already has; the permission to rate is checked again. */
function readTicket(text: string): z.infer<typeof Ticket> {
  try {
    return Ticket.parse(JSON.parse(Buffer.from(text.slice(0, 1_000), 'base64url').toString('utf8')))
  } catch {
    throw notFound()
  }
}

async function store(api: PublicApi, call: ApiRequest, { app, key }: FlowiseCaller, rated: Rated): Promise<void> {
  const { runId, rating, reason } = rated
  const endUser = key === null ? visitorOf(rated.chatId) : endUserOf(call.request)
  const run = await api.backend.getRun({ app, runId, requestId: call.requestId })
  if (!run || (endUser !== null && run.endUser !== endUser)) throw notFound()
  const author = key === null ? `end:${endUser}` : `key:${key.keyId}`
  await api.backend.giveFeedback({ app, runId, author, body: { rating, reason, correction: null } })
}
