import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import type { BatchMapping } from '@/lib/contracts/batches'
import type { TriggerMapping } from '@/lib/contracts/triggers'
import type { JsonObject } from '@/lib/core/json'
import { versions } from './apps'
import { createdAt, id, time, updatedAt } from './columns'
import { appId } from './of-app'
import { workspaceId } from './owned-by'

/** null: whatever `production` points at when it runs. */
const versionId = () => uuid().references(() => versions.id)

export const schedules = pgTable(
  'schedules',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    versionId: versionId(),
    name: text().notNull(),
    cron: text().notNull(),
    timeZone: text().notNull(),
    inputs: jsonb().$type<JsonObject>().notNull(),
    /** What happens to the times at which no server was there. */
    missed: text({ enum: ['skip', 'once', 'all'] }).notNull(),
    /** What happens when the run before is still going on. */
    overlap: text({ enum: ['allow', 'skip', 'queue'] }).notNull(),
    /** Runs of the app with the same key go one after another. */
    concurrencyKey: text(),
    enabled: boolean().notNull().default(true),
    /** The next time by the database's clock; null while it is off. */
    nextRunAt: time(),
    lastRunAt: time(),
    lastRunId: uuid(),
    /** Times that wait for the run before to end (`queue`). */
    waiting: integer().notNull().default(0),
    /** Why the last time gave no run. */
    lastError: text(),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId, table.appId), index().on(table.nextRunAt)],
)

export const triggers = pgTable(
  'triggers',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    versionId: versionId(),
    /** 128 random bits: the address. */
    publicId: text().notNull().unique(),
    name: text().notNull(),
    auth: text({ enum: ['signature', 'github', 'bearer'] }).notNull(),
    encryptedSecret: text().notNull(),
    last4: text().notNull(),
    mapping: jsonb().$type<TriggerMapping>().notNull(),
    /** Where in the message the concurrency key stands. */
    concurrencyPath: text(),
    enabled: boolean().notNull().default(true),
    lastDeliveryAt: time(),
    lastRunId: uuid(),
    lastError: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId, table.appId)],
)

export const batches = pgTable(
  'batches',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    /** Fixed when it starts: every row meets the same version. */
    versionId: versionId(),
    versionNumber: integer(),
    name: text().notNull(),
    fileName: text().notNull(),
    format: text({ enum: ['csv', 'jsonl'] }).notNull(),
    columns: jsonb().$type<string[]>().notNull(),
    mapping: jsonb().$type<BatchMapping>(),
    status: text({ enum: ['draft', 'running', 'paused', 'done', 'cancelled'] }).notNull(),
    /** The column of the file that holds each row's concurrency key. */
    concurrencyColumn: text(),
    /** Rows that run at once. */
    parallel: integer().notNull().default(4),
    rowCount: integer().notNull().default(0),
    error: text(),
    createdBy: uuid(),
    /** The visitor of the app's page who brought the file; null: a member did. */
    endUser: text(),
    /** As of runs: a hash of an anonymous visitor's address. */
    visitor: text(),
    createdAt: createdAt(),
    startedAt: time(),
    endedAt: time(),
  },
  (table) => [index().on(table.workspaceId, table.appId), index().on(table.appId, table.endUser)],
)

export const batchItems = pgTable(
  'batch_items',
  {
    batchId: uuid()
      .notNull()
      .references(() => batches.id, { onDelete: 'cascade' }),
    /** Row of the file, from 1, without the header. */
    row: integer().notNull(),
    workspaceId: uuid().notNull(),
    /** The row as it came, by column. */
    values: jsonb().$type<JsonObject>().notNull(),
    status: text({ enum: ['invalid', 'waiting', 'running', 'succeeded', 'failed', 'cancelled'] }).notNull(),
    runId: uuid(),
    outputs: jsonb().$type<JsonObject>(),
    error: text(),
    costMicros: bigint({ mode: 'number' }),
    /** As of its run. */
    hasUnknownCost: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.row] }), index().on(table.batchId, table.status, table.row)],
)

/** Signs what is sent to the address that a caller named for the end of its run. */
export const callbackSecrets = pgTable('callback_secrets', {
  appId: appId().primaryKey(),
  workspaceId: workspaceId(),
  encryptedSecret: text().notNull(),
  last4: text().notNull(),
  updatedAt: updatedAt(),
})

/** Token buckets that all processes share. */
export const rateBuckets = pgTable(
  'rate_buckets',
  { key: text().primaryKey(), tokens: doublePrecision().notNull(), at: time().notNull() },
  (table) => [index().on(table.at)],
)

/** Places that a process has taken for what is under way there; those of a process that is gone run out. */
export const leases = pgTable(
  'leases',
  { id: id(), key: text().notNull(), places: integer().notNull().default(1), expiresAt: time().notNull() },
  (table) => [index().on(table.key, table.expiresAt)],
)
