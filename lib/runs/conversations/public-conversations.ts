import 'server-only'
import { and, desc, eq, isNotNull, lt, not, sql } from 'drizzle-orm'
import type { PublicConversation, PublicMessage } from '@/lib/contracts/conversations'
import { raise } from '@/lib/core/app-error'
import { raiseInternal } from '@/lib/core/internal-error'
import type { SourceDetail } from '@/lib/core/knowledge/source-detail'
import { conversations, conversationTurns } from '@/lib/db/schema/conversations'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { answerOf, messageOf } from '@/lib/services/runs/message-texts'
import { resultOf } from '@/lib/services/runs/run-result'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { System } from '@/lib/services/system'
import type { ConversationBackend, ConversationScope } from './conversation-types'
import { deleteConversation } from './delete-conversation'
import { type ConversationRow, findConversation, inScope } from './find-conversation'
import { isChat } from './open-chat'
import { isOfVisitor, isVisitors } from './visitor-of-chat'

/** The conversations API for API keys. */
export function publicConversations({ db }: Pick<System, 'db'>): ConversationBackend {
  return {
    createConversation: async ({ app, endUser, title = '' }) => {
      if (app.messageField === null) raise('INVALID_INPUT', problem('conversations.notChat'))
      const { appId, workspaceId, environment } = app
      const conversation = { appId, workspaceId, environment, endUser, title }
      const [created] = await db.insert(conversations).values(conversation).returning()
      return toPublic(created ?? raiseInternal('The conversation was not stored.'), endUser)
    },
    listConversations: async ({ cursor, limit, ...scope }) => {
      const found = await db
        .select()
        .from(conversations)
        .where(and(isListed(scope), cursor === undefined ? undefined : lt(conversations.id, cursor)))
        .orderBy(desc(conversations.id))
        .limit(limit + 1)
      const { shown, nextCursor } = pageOf(found, limit)
      return { conversations: shown.map((row) => toPublic(row, scope.endUser)), nextCursor }
    },
    getConversation: async (ref) => toPublic(await findConversation(db, ref), ref.endUser),
    renameConversation: async ({ title, ...ref }) => {
      const [named] = await db
        .update(conversations)
        .set({ title })
        .where(and(eq(conversations.id, ref.conversationId), inScope(ref)))
        .returning()
      return toPublic(named ?? raise('NOT_FOUND', problem('request.notFound')), ref.endUser)
    },
    listMessages: async ({ cursor, limit, ...ref }) => {
      const { id, workspaceId } = await findConversation(db, ref)
      const found = await db
        .select({ run: runs })
        .from(conversationTurns)
        .innerJoin(runs, and(eq(runs.id, conversationTurns.runId), eq(runs.workspaceId, workspaceId)))
        .where(
          and(
            eq(conversationTurns.conversationId, id),
            eq(conversationTurns.workspaceId, workspaceId),
            cursor === undefined ? undefined : lt(conversationTurns.runId, cursor),
          ),
        )
        .orderBy(desc(conversationTurns.runId))
        .limit(limit + 1)
      const { shown, nextCursor } = pageOf(
        found.map(({ run }) => run),
        limit,
      )
      return { messages: shown.flatMap((run) => toMessages(run, ref.app.sources)), nextCursor }
    },
    lastRunOfChat: async ({ chatId, ...scope }) => {
      const [last] = await db
        .select({
          runId: runs.id,
          status: runs.status,
          endedAt: runs.endedAt,
          isRead: isNotNull(conversationTurns.readAt).mapWith(Boolean),
        })
        .from(conversations)
        .innerJoin(conversationTurns, eq(conversationTurns.conversationId, conversations.id))
        .innerJoin(runs, and(eq(runs.id, conversationTurns.runId), eq(runs.workspaceId, conversations.workspaceId)))
        .where(isChat(scope, chatId))
        .orderBy(desc(conversationTurns.runId))
        .limit(1)
      return last ?? null
    },
    noteRead: async ({ app: { workspaceId }, runId }) => {
      await db
        .update(conversationTurns)
        .set({ readAt: sql`now()` })
        .where(and(eq(conversationTurns.runId, runId), eq(conversationTurns.workspaceId, workspaceId)))
    },
    deleteConversation: (ref) => deleteConversation(db, ref),
  }
}

/** Excludes the conversations of visitors: with their ids a caller could impersonate them. */
const isListed = (scope: ConversationScope) =>
  and(inScope(scope), scope.endUser === null ? not(isOfVisitor()) : undefined)

function pageOf<T extends { id: string }>(found: T[], limit: number): { shown: T[]; nextCursor: string | null } {
  const page = found.slice(0, limit)
  return { shown: page, nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/** A visitor's id gives access to their chats without a key, so it is only returned to callers who sent it. */
function toPublic(row: ConversationRow, requestedEndUser: string | null): PublicConversation {
  const { id, title, createdAt, updatedAt } = row
  const endUser = requestedEndUser === null && isVisitors(row) ? null : row.endUser
  return { id, title, endUser, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}

/** Newest first, so the answer comes before its question. */
function toMessages(run: RunRow, sources: SourceDetail): PublicMessage[] {
  const base = { runId: run.id, status: run.status }
  const question: PublicMessage = {
    ...base,
    id: `${run.id}-user`,
    role: 'user',
    content: messageOf(run),
    citations: [],
    createdAt: run.createdAt.toISOString(),
  }
  if (run.status !== 'succeeded') return [question]
  const outputs = run.outputs ?? {}
  const answer: PublicMessage = {
    ...base,
    id: `${run.id}-assistant`,
    role: 'assistant',
    content: answerOf(outputs),
    citations: resultOf(outputs, sources).citations,
    createdAt: (run.endedAt ?? run.createdAt).toISOString(),
  }
  return [answer, question]
}
