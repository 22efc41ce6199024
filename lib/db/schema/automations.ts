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
import type { Json, JsonObject } from '@/lib/core/json'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { versions } from './apps'
import { createdAt, id, time, updatedAt } from './columns'
import { integrationConnections } from './integrations'
import { appId } from './of-app'
import { workspaceId } from './owned-by'

/** Null for the version that `production` points to when it runs. */
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
    /** Handling of times missed while no server was running. */
    missed: text({ enum: ['skip', 'once', 'all'] }).notNull(),
    /** Handling of a time at which the previous run is still active. */
    overlap: text({ enum: ['allow', 'skip', 'queue'] }).notNull(),
    /** Runs of the app with the same key run in sequence. */
    concurrencyKey: text(),
    enabled: boolean().notNull().default(true),
    /** The next time by the database's clock; null while disabled. */
    nextRunAt: time(),
    lastRunAt: time(),
    lastRunId: uuid(),
    /** Times that wait for the previous run to end (`queue`). */
    waiting: integer().notNull().default(0),
    /** Reason why the last time started no run. */
    lastError: text(),
    lastErrorRef: jsonb().$type<ProblemRef>(),
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
    /** 128 random bits, part of the URL. */
    publicId: text().notNull().unique(),
    name: text().notNull(),
    auth: text({ enum: ['signature', 'github', 'bearer'] }).notNull(),
    encryptedSecret: text().notNull(),
    last4: text().notNull(),
    mapping: jsonb().$type<TriggerMapping>().notNull(),
    /** Folder in lib/plugins and its trigger; null for any sender that has the secret. */
    plugin: text(),
    event: text(),
    connectionId: uuid().references(() => integrationConnections.id, { onDelete: 'set null' }),
    /** Fields of the trigger. */
    values: jsonb().$type<JsonObject>().notNull().default({}),
    /** Cursor of the next poll; null before the first one, which only stores it. */
    cursor: jsonb().$type<Json>(),
    /** For a trigger that polls. */
    intervalSeconds: integer(),
    nextPollAt: time(),
    /** Polls that failed in a row. */
    failures: integer().notNull().default(0),
    /** The service's reply to the registration of the webhook, needed to remove it. */
    subscription: jsonb().$type<JsonObject>(),
    /** Time until which the next event is stored as the sample and starts no run. */
    captureUntil: time(),
    /** The last captured event. */
    sample: jsonb().$type<JsonObject>(),
    /** Path of the concurrency key in the message. */
    concurrencyPath: text(),
    enabled: boolean().notNull().default(true),
    lastDeliveryAt: time(),
    lastRunId: uuid(),
    lastError: text(),
    lastErrorRef: jsonb().$type<ProblemRef>(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId, table.appId), index().on(table.nextPollAt)],
)

export const batches = pgTable(
  'batches',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    /** Fixed at the start: every row runs with the same version. */
    versionId: versionId(),
    versionNumber: integer(),
    name: text().notNull(),
    fileName: text().notNull(),
    format: text({ enum: ['csv', 'jsonl'] }).notNull(),
    columns: jsonb().$type<string[]>().notNull(),
    mapping: jsonb().$type<BatchMapping>(),
    status: text({ enum: ['draft', 'running', 'paused', 'done', 'cancelled'] }).notNull(),
    /** The file column with each row's concurrency key. */
    concurrencyColumn: text(),
    /** Rows that run concurrently. */
    parallel: integer().notNull().default(4),
    rowCount: integer().notNull().default(0),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    createdBy: uuid(),
    /** The page visitor who uploaded the file; null if a member did. */
    endUser: text(),
    /** Visitor as in `runs`: a hash of an anonymous visitor's address. */
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
    /** The original values by column. */
    values: jsonb().$type<JsonObject>().notNull(),
    status: text({ enum: ['invalid', 'waiting', 'running', 'succeeded', 'failed', 'cancelled'] }).notNull(),
    runId: uuid(),
    outputs: jsonb().$type<JsonObject>(),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    costMicros: bigint({ mode: 'number' }),
    /** As in its run. */
    hasUnknownCost: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.row] }), index().on(table.batchId, table.status, table.row)],
)

/** Signs requests to the callback URL that a caller gave for the end of its run. */
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

/** Slots acquired by processes; those of a dead process expire. */
export const leases = pgTable(
  'leases',
  { id: id(), key: text().notNull(), places: integer().notNull().default(1), expiresAt: time().notNull() },
  (table) => [index().on(table.key, table.expiresAt)],
)
