import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { conversations } from '@/lib/db/schema/conversations'

/** Visitors of a page with Flowise's widget are only known by the id that it gave their chat. */
const FLOWISE = 'flowise:'

export const visitorOfChat = (chatId: string): string => `${FLOWISE}${chatId}`

/** Used for visitors without a key; an API client's end user with the same name has chats under other ids. */
export const isOfVisitor = (): SQL =>
  sql`coalesce(${conversations.endUser} = ${FLOWISE} || ${conversations.chatId}, false)`

export const isVisitors = ({ endUser, chatId }: Pick<typeof conversations.$inferSelect, 'endUser' | 'chatId'>) =>
  chatId !== null && endUser === visitorOfChat(chatId)
