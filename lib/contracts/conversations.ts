import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { PublicCitation } from './public'
import { RunStatus } from './run-status'
import { PageQuery, Timestamp } from './shared'

/** Conversations of a published chat app, stored by Patchbay. */

export const MAX_CONVERSATION_BYTES = 4_096
const Title = z.string().trim().min(1).max(200)

export const PublicConversation = z.strictObject({
  id: Id,
  /** The beginning of its first message, unless a title was given. */
  title: z.string(),
  /**
   * The owner, from the header Patchbay-End-User at creation; also null for an unnamed visitor.
   */
  endUser: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type PublicConversation = z.infer<typeof PublicConversation>

/** A message and its answer are one run. The answer is missing while the run is active, or if it failed. */
export const PublicMessage = z.strictObject({
  id: z.string(),
  runId: Id,
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  citations: z.array(PublicCitation),
  /** Status of the run. */
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
