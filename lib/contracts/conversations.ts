import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { PublicCitation } from './public'
import { RunStatus } from './runs'
import { PageQuery, Timestamp } from './shared'

/** Conversations of a published chat app, kept by Patchbay. */

export const MAX_CONVERSATION_BYTES = 4_096
const Title = z.string().trim().min(1).max(200)

export const PublicConversation = z.strictObject({
  id: Id,
  /** The beginning of its first message unless one was given. */
  title: z.string(),
  /** Whose it is, as the header Patchbay-End-User said when it was made; null also of a visitor who is not named in the request. */
  endUser: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type PublicConversation = z.infer<typeof PublicConversation>

/** A message and its answer are one run. While the run goes on, or when it failed, there is no answer. */
export const PublicMessage = z.strictObject({
  id: z.string(),
  runId: Id,
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  citations: z.array(PublicCitation),
  /** Of the run. */
  status: RunStatus,
  createdAt: Timestamp,
})
export type PublicMessage = z.infer<typeof PublicMessage>

export const CreateConversationBody = z.strictObject({ title: Title.optional() })
export const ConversationQuery = PageQuery
export const PublicConversationList = z.strictObject({
  conversations: z.array(PublicConversation),
  nextCursor: Id.nullable(),
})
export type PublicConversationList = z.infer<typeof PublicConversationList>
/** Newest first. A page has at most `limit` runs, so up to twice as many messages. */
export const PublicMessageList = z.strictObject({ messages: z.array(PublicMessage), nextCursor: Id.nullable() })
export type PublicMessageList = z.infer<typeof PublicMessageList>
