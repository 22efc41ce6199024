import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, updatedAt } from './columns'
import { appId, environment } from './of-app'
import { workspaceId } from './owned-by'

/** What somebody and a published chat app have said to each other, kept here so that programs need not send it along. */
export const conversations = pgTable(
  'conversations',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    environment: environment(),
    /** Whose it is, as the customer's program calls them; null: the program's own. */
    endUser: text(),
    /** The id that a chat client made for it; one an end user and environment. */
    chatId: text(),
    title: text().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index().on(table.workspaceId, table.appId, table.environment, table.id),
    index().on(table.workspaceId, table.appId, table.environment, table.endUser, table.id),
    uniqueIndex('conversations_chat_index')
      .on(table.appId, table.environment, sql`coalesce(${table.endUser}, '')`, table.chatId)
      .where(sql`${table.chatId} is not null`),
  ],
)

/** A message and its answer are one run: both texts stand there and nowhere else, so that they go together. */
export const conversationTurns = pgTable(
  'conversation_turns',
  {
    conversationId: uuid()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    runId: uuid().notNull(),
    workspaceId: workspaceId(),
    /** When a chat client read its answer to the end; null: it may have left before, and asks for it when it comes back. */
    readAt: timestamp({ withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.conversationId, table.runId] }), index().on(table.runId)],
)
