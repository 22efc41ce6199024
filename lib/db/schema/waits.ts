import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Json } from '@/lib/core/json'
import type { PauseRequest } from '@/lib/engine/pauses/pause'
import { createdAt, id, time } from './columns'
import { appId } from './of-app'
import { workspaceId } from './owned-by'
import { runs } from './runs'

/** Pending inputs of runs: one row per question, answered once. The answer resumes the run. */
export const waits = pgTable(
  'waits',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    runId: uuid()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    /** Path to the node, joined by `/`. */
    path: text().notNull(),
    key: text().notNull(),
    nodeId: text().notNull(),
    nodeLabel: text().notNull(),
    request: jsonb().$type<PauseRequest>().notNull(),
    status: text({ enum: ['waiting', 'answered', 'cancelled'] }).notNull(),
    dueAt: time(),
    answer: jsonb().$type<Json>(),
    /** The member who answered; null for a deadline, a timer and a link. */
    answeredBy: uuid(),
    answeredAt: time(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex().on(table.runId, table.path, table.key),
    index().on(table.workspaceId, table.status, table.id),
    index().on(table.status, table.dueAt),
    // Read every second: few runs wait for a connection.
    index().on(table.id).where(sql`${table.request}->>'kind' = 'reconnect' and ${table.status} = 'waiting'`),
  ],
)
