import 'server-only'
import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { raiseInternal } from '@/lib/core/internal-error'
import type { Database } from '@/lib/db/database'
import { conversations } from '@/lib/db/schema/conversations'
import type { ConversationScope } from './conversation-types'
import { type ConversationRow, inAppOf } from './find-conversation'

/** The same id is a different chat for another end user, without an end user, or in another environment. */
export function isChat({ app, endUser }: ConversationScope, chatId: string): SQL | undefined {
  return and(
    inAppOf(app),
    eq(conversations.chatId, chatId),
    endUser === null ? isNull(conversations.endUser) : eq(conversations.endUser, endUser),
  )
}

/** The conversation with this chat client id, created if it is new. */
export async function openChat(db: Database, scope: ConversationScope, chatId: string): Promise<ConversationRow> {
  const find = async () => (await db.select().from(conversations).where(isChat(scope, chatId)))[0]
  const existing = await find()
  if (existing) return existing
  const {
    app: { appId, workspaceId, environment },
    endUser,
  } = scope
  await db
    .insert(conversations)
    .values({ appId, workspaceId, environment, endUser, chatId, title: '' })
    // A concurrent message of the same chat may have created the conversation.
    .onConflictDoNothing()
  return (await find()) ?? raiseInternal('The conversation was not stored.')
}
