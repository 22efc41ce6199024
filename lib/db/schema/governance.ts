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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { ModelPolicy } from '@/lib/contracts/governance'
import type { JsonObject } from '@/lib/core/json'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { workspaces } from './auth'
import { createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

/** The models and hosts that a workspace may use. Without a row: everything that the operator allows. */
export const modelPolicies = pgTable('model_policies', {
  workspaceId: uuid()
    .primaryKey()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  policy: jsonb().$type<ModelPolicy>().notNull(),
  updatedBy: uuid(),
  updatedAt: updatedAt(),
})

/**
 * Addresses of this computer that an owner allowed, for all workspaces. Ignored where others can reach this instance.
 */
export const localAddresses = pgTable(
  'local_addresses',
  {
    id: id(),
    host: text().notNull(),
    port: integer().notNull(),
    allowedBy: uuid(),
    allowedByName: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex().on(table.host, table.port)],
)

/** Notes of workspace members on a model's card. */
export const modelCards = pgTable(
  'model_cards',
  {
    id: id(),
    workspaceId: workspaceId(),
    connectionId: text().notNull(),
    model: text().notNull(),
    intendedUse: text().notNull().default(''),
    limits: text().notNull().default(''),
    notes: text().notNull().default(''),
    updatedBy: uuid(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex().on(table.workspaceId, table.connectionId, table.model)],
)

/** A measurement of a model: its quality on a data set, safety probes, or its speed. */
export const modelChecks = pgTable(
  'model_checks',
  {
    id: id(),
    workspaceId: workspaceId(),
    connectionId: text().notNull(),
    model: text().notNull(),
    kind: text({ enum: ['quality', 'safety', 'speed'] }).notNull(),
    datasetVersionId: uuid(),
    status: text({ enum: ['queued', 'running', 'done', 'failed', 'cancelled'] }).notNull(),
    done: integer().notNull().default(0),
    total: integer().notNull().default(0),
    /** 0..1 */
    score: doublePrecision(),
    result: jsonb().$type<JsonObject>().notNull().default({}),
    /** Further parameters besides kind and data. */
    settings: jsonb().$type<JsonObject>().notNull().default({}),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    createdBy: uuid(),
    createdAt: createdAt(),
    endedAt: time(),
  },
  (table) => [index().on(table.workspaceId, table.connectionId, table.model, table.id)],
)

/** One call of a check. Stored calls are not repeated when the check resumes after a crash. */
export const modelCheckResults = pgTable(
  'model_check_results',
  {
    checkId: uuid()
      .notNull()
      .references(() => modelChecks.id, { onDelete: 'cascade' }),
    ordinal: integer().notNull(),
    workspaceId: workspaceId(),
    exampleId: uuid(),
    label: text().notNull(),
    expected: text(),
    output: text().notNull().default(''),
    passed: boolean(),
    /** 0..1 */
    score: doublePrecision(),
    /** Why it passed or failed, and the metrics of its kind. */
    detail: jsonb().$type<JsonObject>().notNull().default({}),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    outputTokens: integer().notNull().default(0),
    costMicros: bigint({ mode: 'number' }),
    firstTokenMs: doublePrecision(),
    durationMs: doublePrecision().notNull(),
  },
  (table) => [primaryKey({ columns: [table.checkId, table.ordinal] })],
)
