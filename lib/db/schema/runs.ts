import {
  bigint,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { JsonObject } from '@/lib/core/json'
import type { RunEvent } from '@/lib/engine/events'
import { apps } from './apps'
import { workspaces } from './auth'
import { createdAt, id, time } from './columns'

export const runs = pgTable(
  'runs',
  {
    id: id(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    appId: uuid()
      .notNull()
      .references(() => apps.id, { onDelete: 'cascade' }),
    versionId: uuid(),
    versionNumber: integer(),
    planHash: text().notNull(),
    origin: text({ enum: ['studio', 'api', 'openai', 'page', 'widget', 'app'] }).notNull(),
    status: text({ enum: ['running', 'paused', 'succeeded', 'failed', 'cancelled'] }).notNull(),
    /** Session id of a visitor, or the signed identity that the customer's backend gave. */
    endUser: text(),
    /** The process that drives it; a run of a process that is gone is finished by the sweeper. */
    owner: text().notNull(),
    heartbeatAt: createdAt(),
    preview: text().notNull(),
    inputs: jsonb().$type<JsonObject>().notNull(),
    outputs: jsonb().$type<JsonObject>(),
    error: text(),
    errorCode: text(),
    labels: jsonb().$type<Record<string, string>>().notNull(),
    inputTokens: integer().notNull().default(0),
    outputTokens: integer().notNull().default(0),
    costMicros: bigint({ mode: 'number' }),
    durationMs: doublePrecision(),
    createdAt: createdAt(),
    endedAt: time(),
  },
  (table) => [
    index().on(table.workspaceId, table.id),
    index().on(table.workspaceId, table.appId, table.id),
    index().on(table.status, table.heartbeatAt),
  ],
)

export interface StoredRunEvent {
  seq: number
  event: RunEvent
}

/** The append-only truth: one row a batch, keyed by the sequence number of its first event. */
export const runEvents = pgTable(
  'run_events',
  { runId: uuid().notNull(), seq: integer().notNull(), events: jsonb().$type<StoredRunEvent[]>().notNull() },
  (table) => [primaryKey({ columns: [table.runId, table.seq] })],
)

/** Streamed text, kept for a short time so that a stream can be resumed after a restart. */
export const runChunks = pgTable(
  'run_chunks',
  {
    runId: uuid().notNull(),
    seq: integer().notNull(),
    events: jsonb().$type<StoredRunEvent[]>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.seq] }), index().on(table.createdAt)],
)

/** The same key with the same request gives the run that is there already. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    workspaceId: uuid().notNull(),
    appId: uuid().notNull(),
    key: text().notNull(),
    requestHash: text().notNull(),
    runId: uuid().notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex().on(table.workspaceId, table.appId, table.key)],
)
