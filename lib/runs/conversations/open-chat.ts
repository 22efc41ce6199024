import 'server-only'
import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { raise } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { conversations } from '@/lib/db/schema/conversations'
import type { ConversationScope } from '../public-backend-types'
import type { ConversationRow } from './find-conversation'

/** An id of a client's has no space in it, so that none of production is called like one of another environment. */
function storedChatId({ app: { environment = 'production' } }: ConversationScope, chatId: string): string {
  return environment === 'production' ? chatId : `${environment} ${chatId}`
}

/** The same id of two end users, of one and of nobody, or in two environments, is two chats. */
export function isChat(scope: ConversationScope, chatId: string): SQL | undefined {
  const { app, endUser } = scope
  return and(
    eq(conversations.workspaceId, app.workspaceId),
    eq(conversations.appId, app.appId),
    eq(conversations.chatId, storedChatId(scope, chatId)),
    endUser === null ? isNull(conversations.endUser) : eq(conversations.endUser, endUser),
  )
}

/** The conversation that a chat client has this id for; made when it is new. */
export async function openChat(db: Database, scope: ConversationScope, chatId: string): Promise<ConversationRow> {
  const find = async () => (await db.select().from(conversations).where(isChat(scope, chatId)))[0]
  const known = await find()
  if (known) return known
  const { appId, workspaceId } = scope.app
  await db
    .insert(conversations)
    .values({ appId, workspaceId, endUser: scope.endUser, chatId: storedChatId(scope, chatId), title: '' })
    // Another message of the same chat came at the same moment.
    .onConflictDoNothing()
  return (await find()) ?? raise('INTERNAL', 'The conversation was not stored.')
}
