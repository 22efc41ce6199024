import 'server-only'
import { and, eq, type SQL } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { conversations } from '@/lib/db/schema/conversations'
import { problem } from '@/lib/messages/problems/problem'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { ConversationRef, ConversationScope } from './conversation-types'

export type ConversationRow = typeof conversations.$inferSelect

/** Matches the conversations of the app in its environment. */
export const inAppOf = ({ appId, workspaceId, environment = 'production' }: PublishedApp): SQL | undefined =>
  and(
    eq(conversations.workspaceId, workspaceId),
    eq(conversations.appId, appId),
    eq(conversations.environment, environment),
  )

/** The conversations of an app visible to a caller. */
export function inScope({ app, endUser }: ConversationScope): SQL | undefined {
  return and(inAppOf(app), endUser === null ? undefined : eq(conversations.endUser, endUser))
}

/** @throws NOT_FOUND */
export async function findConversation(db: Database | Transaction, ref: ConversationRef): Promise<ConversationRow> {
  const [row] = await db
    .select()
    .from(conversations)
    .where(and(eq(conversations.id, ref.conversationId), inScope(ref)))
  if (!row) throw new AppError('NOT_FOUND', problem('request.notFound'))
  return row
}
