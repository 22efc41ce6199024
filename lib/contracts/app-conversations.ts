import { z } from 'zod'
import { CitationSchema } from '@/lib/core/citations'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { RunOrigin } from './run-origin'
import { RunStatus } from './run-status'
import { ChatTurn, FeedbackFilter } from './runs'
import { PageQuery, Timestamp } from './shared'

/**
 * Conversations of end users with a published app, as threads of runs. Conversations of the API are stored. The chat
 * page, the widget and other clients send the history with each message instead. For these, a thread is a message
 * without history, and the messages of the same end user that continue it. Any other call is a thread of one run.
 */

export const ConversationThread = z.strictObject({
  /** The id of its first run. */
  id: Id,
  /** Title of the stored conversation, or the beginning of the first message. */
  title: z.string(),
  /** Whether its texts are hidden, because it read documents that this member may not see. */
  isClosed: z.boolean(),
  endUser: z.string().nullable(),
  origin: RunOrigin,
  environment: z.string(),
  turns: z.number().int(),
  failures: z.number().int(),
  thumbsUp: z.number().int(),
  thumbsDown: z.number().int(),
  costMicros: z.number().int(),
  startedAt: Timestamp,
  lastAt: Timestamp,
})
export type ConversationThread = z.infer<typeof ConversationThread>

export const listAppConversations = defineContract({
  name: 'conversations.list',
  method: 'GET',
  path: '/api/studio/apps/:appId/conversations',
  access: 'viewer',
  params: z.strictObject({ appId: Id }),
  /** A page can be short or empty while `nextCursor` is set, because a filter checks a part of the threads per page. */
  query: PageQuery.extend({
    /** Searches the first 200 characters of each message. */
    search: z.string().trim().max(200).optional(),
    /** Only conversations in which at least one answer has such a rating. */
    feedback: FeedbackFilter.optional(),
    /** Only conversations in which at least one run failed. */
    status: z.literal('failed').optional(),
    origin: RunOrigin.optional(),
  }),
  response: z.strictObject({ conversations: z.array(ConversationThread), nextCursor: Id.nullable() }),
})

export const ConversationTurn = z.strictObject({
  runId: Id,
  isClosed: z.boolean(),
  message: z.string(),
  /** Null while the run is active, and if it gave no answer. */
  answer: z.string().nullable(),
  /** The passages that the answer cites by number. */
  citations: z.array(CitationSchema),
  status: RunStatus,
  error: z.string().nullable(),
  errorRef: ProblemRef,
  thumbsUp: z.number().int(),
  thumbsDown: z.number().int(),
  costMicros: z.number().int().nullable(),
  durationMs: z.number().nullable(),
  createdAt: Timestamp,
})
export type ConversationTurn = z.infer<typeof ConversationTurn>

export const getAppConversation = defineContract({
  name: 'conversations.get',
  method: 'GET',
  path: '/api/studio/apps/:appId/conversations/:runId',
  access: 'viewer',
  params: z.strictObject({ appId: Id, runId: Id }),
  response: z.strictObject({
    conversation: ConversationThread,
    /** The history that the caller sent with the first run. */
    history: z.array(ChatTurn),
    /** The oldest first; at most 200. */
    turns: z.array(ConversationTurn),
  }),
})
