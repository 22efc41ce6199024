import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Json, JsonObject } from '@/lib/core/json'
import type { RunEvent } from '@/lib/engine/events'
import type { Graph } from '@/lib/graph/graph'
import type { RunPart } from '@/lib/graph/partial/plan-part'
import { createdAt, id, time } from './columns'
import { workspaceId } from './owned-by'

export const RUN_ORIGINS = [
  'studio',
  'api',
  'openai',
  'mcp',
  'flowise',
  'dify',
  'page',
  'widget',
  'app',
  'schedule',
  'webhook',
  'batch',
  'shadow',
] as const
export const RUN_STATUSES = ['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'] as const

/** Who is told when the run has ended. */
export interface RunCallback {
  url: string
}

/** Whose rights a run has that is nobody's own. */
export interface ActsFor {
  keyId: string | null
  endUser: string | null
  groups: string[]
}

/** What a program said of its call and wants back with the answer; nothing here acts. */
export interface CallerNote {
  metadata?: Record<string, string>
  /** The run that this one goes on from. */
  previousRunId?: string
  conversationId?: string
  background?: boolean
}

export const runs = pgTable(
  'runs',
  {
    id: id(),
    /**
     * No key of the database's: PostgreSQL would look up its row and lock it for each run, a seventh of what storing one
     * costs. They go with their workspace by `delete-workspace.ts`; what is stored after it was deleted is swept (`sweep-orphans.ts`).
     */
    workspaceId: uuid().notNull(),
    appId: uuid().notNull(),
    versionId: uuid(),
    versionNumber: integer(),
    planHash: text().notNull(),
    /** Of a run of the draft: its graph in `run_graphs`, so that it goes on as it began when the draft changes. */
    graphHash: text(),
    origin: text({ enum: RUN_ORIGINS }).notNull(),
    status: text({ enum: RUN_STATUSES }).notNull(),
    durability: text({ enum: ['sync', 'async'] })
      .notNull()
      .default('async'),
    /** Session id of a visitor, or the signed identity that the customer's backend gave. */
    endUser: text(),
    /** Groups of a named end user, for what documents are opened to. */
    endUserGroups: text().array(),
    /** The member who started it in the studio. */
    startedBy: uuid(),
    /** The API key that asked for it. */
    keyId: uuid(),
    /** Runs of the same app and key go one after another, or as many at once as the app's environment says. */
    concurrencyKey: text(),
    /** Its turn has not come: others with its key hold all places. It has no job; the end of another gives it one. */
    waitsForTurn: boolean().notNull().default(false),
    /** The process that drives it; null while it waits for one. */
    owner: text(),
    /** How often a driver took it up since the last step forward: what stops the server each time is given up. */
    attempts: integer().notNull().default(0),
    /** The last event that was stored when it was taken up. */
    takenAtSeq: bigint({ mode: 'number' }).notNull().default(0),
    cancelRequestedAt: time(),
    usePinned: boolean().notNull().default(false),
    /** false: who asked waits for the whole answer, so that models need not stream theirs. Also after a crash. */
    stream: boolean().notNull().default(true),
    history: jsonb().$type<{ role: 'user' | 'assistant'; content: string }[]>().notNull().default([]),
    /** Made from this run, beginning at this node. */
    sourceRunId: uuid(),
    sourceNodeId: text(),
    /** Of a run of a part of a draft: its steps. Null: the whole app. */
    part: jsonb().$type<RunPart>(),
    /** Of a run that was made by a schedule, webhook or batch: that one's id. */
    triggerId: uuid(),
    /** Of the app whose version this is, such as `production`; null: a run of the draft, or from before there were others. */
    environment: text(),
    /** Of an anonymous visitor: a hash of the address, since a new browser makes a new end user. */
    visitor: text(),
    /** The canary or shadow that counts it, whichever version answered. */
    rolloutId: uuid(),
    /** Mirrors this run with another version: changes nothing, and nobody reads its answer but the comparison. */
    shadowOf: uuid(),
    /** Of a mirroring run: for whom it reads, as the mirrored one did. Nothing is counted, listed or remembered by it. */
    actsFor: jsonb().$type<ActsFor>(),
    callback: jsonb().$type<RunCallback>(),
    callerNote: jsonb().$type<CallerNote>(),
    preview: text().notNull(),
    inputs: jsonb().$type<JsonObject>().notNull(),
    outputs: jsonb().$type<JsonObject>(),
    error: text(),
    errorCode: text(),
    labels: jsonb().$type<Record<string, string>>().notNull(),
    inputTokens: integer().notNull().default(0),
    outputTokens: integer().notNull().default(0),
    /** What is known of it; null: nothing was called, or nothing has ended yet. */
    costMicros: bigint({ mode: 'number' }),
    /** A call of a model had no known price, so the run cost more than is known. */
    hasUnknownCost: boolean().notNull().default(false),
    durationMs: doublePrecision(),
    createdAt: createdAt(),
    startedAt: time(),
    endedAt: time(),
  },
  (table) => [
    index().on(table.workspaceId, table.id),
    index().on(table.workspaceId, table.appId, table.id),
    index().on(table.owner).where(sql`status = 'running'`),
    // Word for word the measures of run-order.ts.
    index('runs_slowest_index').on(table.workspaceId, sql`(coalesce(duration_ms, -1::float8))`, table.id),
    index('runs_costliest_index').on(table.workspaceId, sql`(coalesce(cost_micros, -1::float8))`, table.id),
    // Runs that need a driver, among all that have ended.
    index('runs_unfinished_index').on(table.id).where(sql`status in ('queued', 'running')`),
    index('runs_failed_index').on(table.workspaceId, table.id).where(sql`status = 'failed'`),
    index().on(table.triggerId, table.id).where(sql`trigger_id is not null`),
    index().on(table.rolloutId, table.id).where(sql`rollout_id is not null`),
    index('runs_trial_index')
      .on(table.workspaceId, table.id)
      .where(sql`shadow_of is not null or rollout_id is not null`),
    // The runs of one person before another of theirs.
    index('runs_end_user_index').on(table.appId, table.endUser, table.id).where(sql`end_user is not null`),
    index('runs_started_by_index').on(table.appId, table.startedBy, table.id).where(sql`started_by is not null`),
    index('runs_concurrency_index')
      .on(table.appId, table.concurrencyKey, table.createdAt)
      .where(sql`concurrency_key is not null and status in ('queued', 'running', 'paused')`),
  ],
)

/** Graphs of runs of drafts, each once. */
export const runGraphs = pgTable(
  'run_graphs',
  {
    workspaceId: workspaceId(),
    hash: text().notNull(),
    graph: jsonb().$type<Graph>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.hash] })],
)

/** The processes of this instance. One that has not been seen for the length of a lease has lost its runs. */
export const processes = pgTable('processes', {
  id: text().primaryKey(),
  role: text({ enum: ['all', 'web', 'worker'] }).notNull(),
  host: text().notNull(),
  startedAt: createdAt(),
  seenAt: createdAt(),
})

export interface StoredRunEvent {
  seq: number
  event: RunEvent
}

/**
 * The append-only truth: one row a batch, keyed by the number of its first event. Numbers have no gaps, so a second
 * writer of the run meets the first one's key. Events are `json`, which is kept as it was sent: they are nearly always
 * read whole, and turning them into `jsonb` cost PostgreSQL more than everything else about a run.
 */
export const runEvents = pgTable(
  'run_events',
  {
    runId: uuid().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    /** The process that wrote it, so that a write whose answer was lost is recognised when it is tried again. */
    writer: text().notNull(),
    events: json().$type<StoredRunEvent[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.seq] })],
)

/** Values of events that are large, each once a run; the events name them by their hash. */
export const runValues = pgTable(
  'run_values',
  { runId: uuid().notNull(), hash: text().notNull(), value: jsonb().$type<Json>().notNull() },
  (table) => [primaryKey({ columns: [table.runId, table.hash] })],
)

/** Documents that a run has read, once it has ended and somebody looked whether it is closed to them: what ended never changes. */
export const runReads = pgTable('run_reads', {
  runId: uuid().primaryKey(),
  workspaceId: workspaceId(),
  documentIds: uuid().array().notNull(),
})

/** Streamed text, kept for a short time so that a stream can be resumed after a restart. */
export const runChunks = pgTable(
  'run_chunks',
  {
    runId: uuid().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    events: json().$type<StoredRunEvent[]>().notNull(),
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
