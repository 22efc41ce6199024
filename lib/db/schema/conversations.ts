import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, updatedAt } from './columns'
import { appId, environment } from './of-app'
import { workspaceId } from './owned-by'

/** Messages between an end user and a published chat app, stored so that API clients need not send the history. */
export const conversations = pgTable(
  'conversations',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    environment: environment(),
    /** The owner, named by the API client; null for the client itself. */
    endUser: text(),
    /** The id created by a chat client; unique per end user and environment. */
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

/** A message and its answer are one run, which stores both texts, so that they are deleted together. */
export const conversationTurns = pgTable(
  'conversation_turns',
  {
    conversationId: uuid()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    runId: uuid().notNull(),
    workspaceId: workspaceId(),
    /**
     * When a chat client read its answer to the end; null if it may have disconnected earlier, and fetches the answer
     * when it returns.
     */
    readAt: timestamp({ withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.conversationId, table.runId] }), index().on(table.runId)],
)
