import 'server-only'
import type { PublicConversation, PublicConversationList, PublicMessageList } from '@/lib/contracts/conversations'
import type { RunStatus } from '@/lib/contracts/run-status'
import type { Page } from '@/lib/services/cursor-page'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicRunRef } from '../public/run-types'

/** Conversations of an app in its environment; with `endUser` only those of that end user. */
export interface ConversationScope {
  app: PublishedApp
  endUser: string | null
}
export type ConversationRef = ConversationScope & { conversationId: string }
/** The conversations API. Methods that take a conversation throw NOT_FOUND if it is outside the scope. */
export interface ConversationBackend {
  createConversation(request: ConversationScope & { title?: string | undefined }): Promise<PublicConversation>
  listConversations(request: ConversationScope & Page): Promise<PublicConversationList>
  getConversation(request: ConversationRef): Promise<PublicConversation>
  renameConversation(request: ConversationRef & { title: string }): Promise<PublicConversation>
  listMessages(request: ConversationRef & Page): Promise<PublicMessageList>
  /** The last run of the conversation with this chat client id. */
  lastRunOfChat(
    request: ConversationScope & { chatId: string },
  ): Promise<{ runId: string; status: RunStatus; endedAt: Date | null; isRead: boolean } | null>
  /** Records that a chat client has read the answer of this run to its end. */
  noteRead(request: PublicRunRef): Promise<void>
  /** Deletes the conversation with its runs. @throws CONFLICT while one of them is active */
  deleteConversation(request: ConversationRef): Promise<void>
}
