import 'server-only'
import type { PublicApi } from '../public-api'
import { jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { notFound } from '../shared/responses/public-error'
import { type FlowiseHandler, visitorOf } from './flowise-app'
import { ChatId } from './flowise-body'

const ACTIVE = ['queued', 'running', 'paused']

/** Stops the chat's running answer. */
export function abortChat(api: PublicApi): FlowiseHandler {
  return async (call, { app, key }) => {
    const chatId = ChatId.safeParse(call.param('chatId'))
    if (!chatId.success) throw notFound()
    const endUser = key === null ? visitorOf(chatId.data) : endUserOf(call.request)
    const last = await api.backend.lastRunOfChat({ app, endUser, chatId: chatId.data })
    if (last && ACTIVE.includes(last.status)) await api.backend.cancel({ app, runId: last.runId })
    return jsonResponse({ status: 200, message: 'Chat message aborted' })
  }
}
