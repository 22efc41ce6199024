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
import { RUN_ORIGINS } from '@/lib/contracts/run-origin'
import { RUN_STATUSES } from '@/lib/contracts/run-status'
import type { Json, JsonObject } from '@/lib/core/json'
import type { RunEvent } from '@/lib/engine/events'
import type { Graph } from '@/lib/graph/graph'
import type { RunPart } from '@/lib/graph/partial/plan-part'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { createdAt, id, time } from './columns'
import { workspaceId } from './owned-by'

/** Target of the report about the end of the run: an address, or the person who wrote through a channel. */
export type RunCallback = { url: string } | { channelMessageId: string }

/** The user whose rights apply to a run without an owner. */
export interface ActsFor {
  keyId: string | null
  endUser: string | null
  groups: string[]
}

/** Data from the caller that is returned with the answer; it has no effect. */
export interface CallerNote {
  metadata?: Record<string, string>
  /** The run that this one continues. */
  previousRunId?: string
  conversationId?: string
  background?: boolean
}

export const runs = pgTable(
  'runs',
  {
    id: id(),
    /**
     * No foreign key: PostgreSQL would look up and lock the workspace's row for each run, a seventh of the cost of
     * storing one. `delete-workspace.ts` deletes runs with their workspace; rows stored after that are swept
     * (`sweep-orphans.ts`).
     */
    workspaceId: uuid().notNull(),
    appId: uuid().notNull(),
    versionId: uuid(),
    versionNumber: integer(),
    planHash: text().notNull(),
    /** For draft runs: their graph in `run_graphs`, so that they resume unchanged when the draft changes. */
    graphHash: text(),
    origin: text({ enum: RUN_ORIGINS }).notNull(),
    status: text({ enum: RUN_STATUSES }).notNull(),
    durability: text({ enum: ['sync', 'async'] })
      .notNull()
      .default('async'),
    /** Session id of a visitor, or the signed identity from the customer's backend. */
    endUser: text(),
    /** Groups of an identified end user, for document access. */
    endUserGroups: text().array(),
    /** The member who started it in the studio. */
    startedBy: uuid(),
    /** The API key that requested it. */
    keyId: uuid(),
    /** Runs of the same app and key run in sequence, or with the concurrency set in the app's environment. */
    concurrencyKey: text(),
    /** Whether all slots of its concurrency key are in use. It has no job until another run of the key ends. */
    waitsForTurn: boolean().notNull().default(false),
    /** The process that drives it; null while it waits for one. */
    owner: text(),
    /** Number of claims since its last progress: a run that crashes the server each time is given up. */
    attempts: integer().notNull().default(0),
    /** The last stored event when it was claimed. */
    takenAtSeq: bigint({ mode: 'number' }).notNull().default(0),
    cancelRequestedAt: time(),
    usePinned: boolean().notNull().default(false),
    /** False if the caller waits for a non-streaming response, so that models need not stream. Also after a crash. */
    stream: boolean().notNull().default(true),
    /** The conversation whose variables it uses; null if the run belongs to none. */
    thread: text(),
    history: jsonb().$type<{ role: 'user' | 'assistant'; content: string }[]>().notNull().default([]),
    /** Started from this run, beginning at this node. */
    sourceRunId: uuid(),
    sourceNodeId: text(),
    /** For a partial run of a draft: its steps. Null for the whole app. */
    part: jsonb().$type<RunPart>(),
    /** The failed run that it reports. Of several, the first. */
    failureOf: uuid(),
    /** The schedule, webhook or batch that started it. */
    triggerId: uuid(),
    /**
     * The environment that ran it, such as `production`; null for a draft run, or one stored before environments were
     * introduced.
     */
    environment: text(),
    /** For anonymous visitors: a hash of the address, since a new browser is a new end user. */
    visitor: text(),
    /** The canary or shadow that counts the run, for both of its versions. */
    rolloutId: uuid(),
    /**
     * The run that this one repeats with another version. It has no side effects, and only the comparison reads its
     * answer. A run of an evaluation names itself: it repeats none, with the same restrictions.
     */
    shadowOf: uuid(),
    /**
     * For a shadow run: the end user whose documents it reads, as in the original. It is not counted, listed or
     * remembered for that user.
     */
    actsFor: jsonb().$type<ActsFor>(),
    callback: jsonb().$type<RunCallback>(),
    callerNote: jsonb().$type<CallerNote>(),
    preview: text().notNull(),
    inputs: jsonb().$type<JsonObject>().notNull(),
    outputs: jsonb().$type<JsonObject>(),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    errorCode: text(),
    labels: jsonb().$type<Record<string, string>>().notNull(),
    inputTokens: integer().notNull().default(0),
    outputTokens: integer().notNull().default(0),
    /** Known cost; null if there was no call, or none has ended yet. */
    costMicros: bigint({ mode: 'number' }),
    /** Whether a model call had no known price, so that the run cost more than is known. */
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
    // Identical to the expressions in run-order.ts.
    index('runs_slowest_index').on(table.workspaceId, sql`(coalesce(duration_ms, -1::float8))`, table.id),
    index('runs_costliest_index').on(table.workspaceId, sql`(coalesce(cost_micros, -1::float8))`, table.id),
    // Runs that need a driver, among all that have ended.
    index('runs_unfinished_index').on(table.id).where(sql`status in ('queued', 'running')`),
    index('runs_failed_index').on(table.workspaceId, table.id).where(sql`status = 'failed'`),
    index().on(table.triggerId, table.id).where(sql`trigger_id is not null`),
    index().on(table.failureOf).where(sql`failure_of is not null`),
    index().on(table.rolloutId, table.id).where(sql`rollout_id is not null`),
    index('runs_trial_index')
      .on(table.workspaceId, table.id)
      .where(sql`shadow_of is not null or rollout_id is not null`),
    // Earlier runs of one person.
    index('runs_end_user_index').on(table.appId, table.endUser, table.id).where(sql`end_user is not null`),
    index('runs_started_by_index').on(table.appId, table.startedBy, table.id).where(sql`started_by is not null`),
    index('runs_concurrency_index')
      .on(table.appId, table.concurrencyKey, table.createdAt)
      .where(sql`concurrency_key is not null and status in ('queued', 'running', 'paused')`),
  ],
)

/** Graphs of draft runs, each stored once. */
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

/** The processes of this instance. One without a heartbeat for the length of a lease has lost its runs. */
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
 * The append-only log: one row per batch, keyed by the number of its first event. Numbers have no gaps, so a
 * second writer of the run collides with the first one's key. Events are `json`, which stores the text
 * unchanged. They are nearly always read whole, and converting them to `jsonb` cost PostgreSQL more than
 * everything else about a run.
 */
export const runEvents = pgTable(
  'run_events',
  {
    runId: uuid().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    /** The process that wrote it, so that a retry recognizes a write whose acknowledgement was lost. */
    writer: text().notNull(),
    events: json().$type<StoredRunEvent[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.seq] })],
)

/** Large values of events, each stored once per run; events reference them by hash. */
export const runValues = pgTable(
  'run_values',
  { runId: uuid().notNull(), hash: text().notNull(), value: jsonb().$type<Json>().notNull() },
  (table) => [primaryKey({ columns: [table.runId, table.hash] })],
)

/** Documents read by a completed run, cached at the first access check: completed runs never change. */
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

/** The same key with the same request returns the existing run. */
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
