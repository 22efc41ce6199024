import { boolean, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, createdAt, id, time, updatedAt } from './columns'
import { appId } from './of-app'
import { workspaceId } from './owned-by'

/** Facts about end users that apps remember across conversations. */
export const memories = pgTable(
  'memories',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** The app that stored it. */
    appId: appId(),
    /** Empty for drafts. */
    environment: text().notNull(),
    endUser: text().notNull(),
    /** Whether the other apps of the workspace recall it too. */
    isShared: boolean().notNull(),
    text: text().notNull(),
    /** Unit vector of the text, as 32-bit floats. */
    vector: bytea().notNull(),
    /** The run that stored it last. */
    runId: uuid(),
    expiresAt: time().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index().on(table.workspaceId, table.environment, table.endUser),
    index().on(table.appId, table.id),
    index().on(table.expiresAt),
  ],
)

/** Whether an end user has agreed that an app remembers facts about them. Absent until they decide. */
export const memoryConsents = pgTable(
  'memory_consents',
  {
    workspaceId: workspaceId(),
    appId: appId(),
    environment: text().notNull(),
    endUser: text().notNull(),
    isGiven: boolean().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.environment, table.endUser] }), index().on(table.workspaceId)],
)
