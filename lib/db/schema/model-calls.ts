import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { createdAt, id } from './columns'
import { workspaceId } from './owned-by'

export const CALL_ABILITIES = [
  'chat',
  'embed',
  'rerank',
  'transcribe',
  'speak',
  'image',
  'predict',
  'fine-tune',
] as const
export const CALL_OUTCOMES = ['ok', 'failed', 'cancelled', 'cached'] as const

/** The call ledger: each model call, who caused it, its cost and duration, and which kinds of data were sent where. */
export const modelCalls = pgTable(
  'model_calls',
  {
    id: id(),
    /** No foreign key, as in `runs`: the sums stored with it, in `usage_days`, have one. */
    workspaceId: uuid().notNull(),
    at: createdAt(),
    runId: uuid(),
    nodeId: text(),
    appId: uuid(),
    versionId: uuid(),
    keyId: uuid(),
    /** The member who started it in the studio. */
    userId: uuid(),
    endUser: text(),
    origin: text().notNull(),
    ability: text({ enum: CALL_ABILITIES }).notNull(),
    /** A connection's id, `builtin`, or `trained`. */
    connectionId: text().notNull(),
    provider: text().notNull(),
    /** Host to which the data was sent; empty if it stayed in this process. */
    host: text().notNull().default(''),
    model: text().notNull(),
    routeId: uuid(),
    /** Attempts of the same request through a route, from 1. */
    attempt: integer().notNull().default(1),
    outcome: text({ enum: CALL_OUTCOMES }).notNull(),
    errorCode: text(),
    inputTokens: integer().notNull().default(0),
    /** The part of the input tokens that the service had cached. */
    cachedInputTokens: integer().notNull().default(0),
    outputTokens: integer().notNull().default(0),
    /** Millionths of a US dollar; null if no price is known. */
    costMicros: bigint({ mode: 'number' }),
    /** The cost that the response cache avoided. */
    savedMicros: bigint({ mode: 'number' }).notNull().default(0),
    estimated: boolean().notNull().default(false),
    firstTokenMs: doublePrecision(),
    durationMs: doublePrecision().notNull(),
    sentCharacters: integer().notNull().default(0),
    /** Such as `prompt`, `documents`, `tool-results`, `images`; `examples` of a data set. */
    dataKinds: jsonb().$type<string[]>().notNull().default([]),
    /** For fine-tuning: the job whose examples were sent or whose training is billed. */
    trainingJobId: uuid(),
    sentExamples: integer(),
  },
  (table) => [
    index().on(table.workspaceId, table.at),
    index().on(table.workspaceId, table.connectionId, table.model, table.id),
    index().on(table.runId),
  ],
)

/** Daily sums (UTC), updated with each flush of the ledger, so that the usage page never reads single calls. */
export const usageDays = pgTable(
  'usage_days',
  {
    workspaceId: workspaceId(),
    day: date({ mode: 'string' }).notNull(),
    /** Empty for none, since columns of the primary key cannot be null. */
    appId: text().notNull().default(''),
    connectionId: text().notNull(),
    model: text().notNull(),
    keyId: text().notNull().default(''),
    /** `user:<id>` of a member, or `end:<id>` of an end user. */
    person: text().notNull().default(''),
    provider: text().notNull(),
    calls: integer().notNull().default(0),
    failures: integer().notNull().default(0),
    cachedCalls: integer().notNull().default(0),
    unpricedCalls: integer().notNull().default(0),
    inputTokens: bigint({ mode: 'number' }).notNull().default(0),
    cachedInputTokens: bigint({ mode: 'number' }).notNull().default(0),
    outputTokens: bigint({ mode: 'number' }).notNull().default(0),
    costMicros: bigint({ mode: 'number' }).notNull().default(0),
    savedMicros: bigint({ mode: 'number' }).notNull().default(0),
    durationMs: doublePrecision().notNull().default(0),
  },
  (table) => [
    primaryKey({
      columns: [table.workspaceId, table.day, table.appId, table.connectionId, table.model, table.keyId, table.person],
    }),
  ],
)
