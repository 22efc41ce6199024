import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { ALERT_KINDS } from '@/lib/contracts/alert-kinds'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { createdAt, id } from './columns'
import { userId, workspaceId } from './owned-by'

/** A notification for workspace members. A repeated event increments the count of its row. */
export const alerts = pgTable(
  'alerts',
  {
    id: id(),
    workspaceId: workspaceId(),
    kind: text({ enum: ALERT_KINDS }).notNull(),
    /** The subject: one row per workspace and key. */
    key: text().notNull(),
    title: text().notNull(),
    titleRef: jsonb().$type<ProblemRef>(),
    message: text().notNull(),
    messageRef: jsonb().$type<ProblemRef>(),
    /** A page of the studio, such as `/runs/0199…`. */
    link: text(),
    count: integer().notNull().default(1),
    createdAt: createdAt(),
    lastAt: createdAt(),
  },
  (table) => [
    uniqueIndex().on(table.workspaceId, table.key),
    index().on(table.workspaceId, table.lastAt.desc(), table.id.desc()),
  ],
)

/** Time at which a person last saw an inbox item; later events are new again. */
export const inboxSeen = pgTable(
  'inbox_seen',
  {
    workspaceId: workspaceId(),
    userId: userId(),
    /** `alert:<id>` or `failure:<appId>:<hash of the error>`. */
    item: text().notNull(),
    seenAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.workspaceId, table.item] })],
)
