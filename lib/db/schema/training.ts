import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { JsonObject } from '@/lib/core/json'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { apiKeys } from './apps'
import { bytea, createdAt, id, time, updatedAt } from './columns'
import { datasetVersions } from './datasets'
import { workspaceId } from './owned-by'

export const MODEL_STAGES = ['candidate', 'production', 'retired'] as const

/** A model owned by the workspace. Callers use its name, and its versions change behind it. */
export const registeredModels = pgTable(
  'registered_models',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** Used in URLs: lower case, digits and dashes. */
    name: text().notNull(),
    kind: text({ enum: ['classifier', 'chat'] }).notNull(),
    description: text().notNull().default(''),
    card: jsonb().$type<JsonObject>().notNull().default({}),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex().on(table.workspaceId, table.name)],
)

/** Training on this server or at a service. A job does the work; the row shows its state. */
export const trainingJobs = pgTable(
  'training_jobs',
  {
    id: id(),
    workspaceId: workspaceId(),
    modelId: uuid()
      .notNull()
      .references(() => registeredModels.id, { onDelete: 'cascade' }),
    kind: text({ enum: ['classifier', 'fine-tune'] }).notNull(),
    datasetVersionId: uuid().references(() => datasetVersions.id),
    connectionId: uuid(),
    baseModel: text(),
    settings: jsonb().$type<JsonObject>().notNull(),
    status: text({ enum: ['queued', 'validating', 'running', 'succeeded', 'failed', 'cancelled'] }).notNull(),
    /** Percentage. */
    progress: integer().notNull().default(0),
    stage: text().notNull().default(''),
    stageRef: jsonb().$type<ProblemRef>(),
    /** Checks before any cost: format, tokens, cost, duplicates, leaks. */
    validation: jsonb().$type<JsonObject>(),
    /** Loss and accuracy by step, for the chart. */
    curve: jsonb().$type<JsonObject[]>().notNull().default([]),
    metrics: jsonb().$type<JsonObject>(),
    /** Ids at the service: file, job, model. */
    remote: jsonb().$type<JsonObject>().notNull().default({}),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    cancelRequestedAt: time(),
    createdBy: uuid(),
    createdAt: createdAt(),
    startedAt: time(),
    endedAt: time(),
  },
  (table) => [index().on(table.workspaceId, table.id), index().on(table.modelId)],
)

/** Messages from the service or the trainer. */
export const trainingEvents = pgTable(
  'training_events',
  {
    id: id(),
    workspaceId: workspaceId(),
    jobId: uuid()
      .notNull()
      .references(() => trainingJobs.id, { onDelete: 'cascade' }),
    /** The service's own event id, so that it is stored once. */
    remoteId: text(),
    level: text({ enum: ['info', 'warn', 'error'] }).notNull(),
    message: text().notNull(),
    messageRef: jsonb().$type<ProblemRef>(),
    at: createdAt(),
  },
  (table) => [index().on(table.jobId, table.id), uniqueIndex().on(table.jobId, table.remoteId)],
)

export const modelVersions = pgTable(
  'model_versions',
  {
    id: id(),
    workspaceId: workspaceId(),
    modelId: uuid()
      .notNull()
      .references(() => registeredModels.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    trainingJobId: uuid(),
    datasetVersionId: uuid(),
    stage: text({ enum: MODEL_STAGES }).notNull(),
    /** Share of the calls to the model's name, in percent; production versions split what candidates leave. */
    share: integer().notNull().default(0),
    /** For a classifier: weights, classes, embedder and its hash, threshold. */
    artifact: bytea(),
    artifactInfo: jsonb().$type<JsonObject>().notNull().default({}),
    /** For a fine-tuned model: the connection and the name of the model there. */
    connectionId: uuid(),
    remoteModel: text(),
    metrics: jsonb().$type<JsonObject>().notNull().default({}),
    note: text().notNull().default(''),
    createdBy: uuid(),
    createdAt: createdAt(),
    stagedAt: time(),
  },
  (table) => [uniqueIndex().on(table.modelId, table.number), index().on(table.workspaceId)],
)

/** The trained models that a key may call; none by default. */
export const apiKeyModels = pgTable(
  'api_key_models',
  {
    keyId: uuid()
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    modelId: uuid()
      .notNull()
      .references(() => registeredModels.id, { onDelete: 'cascade' }),
    workspaceId: workspaceId(),
  },
  (table) => [primaryKey({ columns: [table.keyId, table.modelId] })],
)
