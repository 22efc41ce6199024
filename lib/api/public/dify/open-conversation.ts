import 'server-only'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'

interface ConversationRequest {
  app: PublishedApp
  key: CallerKey
  endUser: string
  /** Conversation id sent by the client; absent for a new conversation. */
  named: string | null | undefined
  idempotencyKey?: string
}

export interface Talk {
  conversationId: string
  /** Removes a new conversation whose first message was rejected. */
  discard(): Promise<void>
}

/**
 * The conversation of a message. A message repeated with its idempotency key gets the original one.
 * If both are sent at the same time, each gets a new one, and the later message is rejected as a conflict.
 */
export async function openTalk(
  { backend }: PublicApi,
  { requestId }: ApiRequest,
  { app, key, endUser, named, idempotencyKey }: ConversationRequest,
): Promise<Talk> {
  if (named) return { conversationId: named, discard: async () => {} }
  const runId = idempotencyKey === undefined ? null : await backend.claimedRun({ key, idempotencyKey })
  const replayedRun = runId === null ? null : await backend.getRun({ app, runId, requestId })
  const known = replayedRun?.note.conversationId
  if (known !== undefined) return { conversationId: known, discard: async () => {} }
  const { id: conversationId } = await backend.createConversation({ app, endUser })
  const discard = () => backend.deleteConversation({ app, endUser, conversationId }).catch(() => undefined)
  return { conversationId, discard }
}
