import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { JsonObjectSchema, JsonSchema } from '@/lib/core/json'
import type { RunEvent } from '@/lib/engine/events'
import { GraphId, GraphSchema } from '@/lib/graph/graph'
import { PART_KINDS } from '@/lib/graph/partial/plan-part'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { RunOrigin } from './run-origin'
import { RunStatus } from './run-status'
import { Done, PageQuery, Timestamp } from './shared'

export const PartKind = z.enum(PART_KINDS)

/** A version on trial beside the live one: a canary answers people, a shadow does not. */
export const TRIAL_KINDS = ['canary', 'shadow'] as const
export const TrialKind = z.enum(TRIAL_KINDS)
export type TrialKind = z.infer<typeof TrialKind>

export const ChatTurn = z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string().max(200_000) })

export const RunSummary = z.strictObject({
  id: Id,
  appId: Id,
  appName: z.string(),
  versionNumber: z.number().int().nullable(),
  /** Environment of the app whose version this is; null for a draft run. */
  environment: z.string().nullable(),
  /** Whether the version was on trial; null if it was live, or the draft. */
  trial: TrialKind.nullable(),
  origin: RunOrigin,
  status: RunStatus,
  /** Whether its texts are hidden and it cannot be opened, because it read documents that this member may not see. */
  isClosed: z.boolean(),
  /** First 200 characters of the message or of the inputs. */
  preview: z.string(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** Millionths of a US dollar, as far as prices are known; null if nothing has ended yet. */
  costMicros: z.number().int().nullable(),
  /** Whether a call had no known price, so that the run cost more, by an unknown amount. */
  hasUnknownCost: z.boolean(),
  durationMs: z.number().nullable(),
  /** The run whose results this one reused, and the step where it started; null if at the beginning. */
  sourceRunId: Id.nullable(),
  sourceNodeId: z.string().nullable(),
  /** The part that a partial run covers. */
  part: z.strictObject({ kind: PartKind, nodeId: z.string() }).nullable(),
  /** Ratings of the answer. */
  thumbsUp: z.number().int(),
  thumbsDown: z.number().int(),
  createdAt: Timestamp,
})
export type RunSummary = z.infer<typeof RunSummary>

/** RunEvents are created and validated by the server; here they only pass through. */
const StoredEvent = z.custom<RunEvent>((value) => typeof value === 'object' && value !== null && 'type' in value)

/**
 * Runs the saved draft and streams its RunEvents as SSE: `id: <seq>`, `event: <type>`, `data: <json>`. The header
 * `x-run-id` names the run. Closing the connection does not stop it; `cancelRun` does.
 */
export const startRun = defineContract({
  name: 'runs.start',
  method: 'POST',
  path: '/api/studio/apps/:appId/runs',
  access: 'runner',
  params: z.strictObject({ appId: Id }),
  body: z.strictObject({
    inputs: JsonObjectSchema,
    /** Earlier turns of a chat app, oldest first. */
    history: z.array(ChatTurn).max(200).default([]),
    /** The conversation whose variables the run uses, by an id of the client. */
    thread: Id.optional(),
    /** Reuse pinned outputs (default) or run everything. */
    usePins: z.boolean().default(true),
  }),
  response: z.custom<RunEvent>(),
  responseKind: 'events',
  maxBodyBytes: 1_000_000,
})

const PartOfApp = z.strictObject({ kind: PartKind, nodeId: GraphId })

/**
 * Plans a partial run of the saved draft, with node ids of the top level: what it executes, and which recorded results
 * it reuses. `outdated` are reused results of nodes that the draft has changed since.
 */
export const planRunPart = defineContract({
  name: 'runs.planPart',
  method: 'POST',
  path: '/api/studio/apps/:appId/run-parts/plan',
  access: 'viewer',
  params: z.strictObject({ appId: Id }),
  body: PartOfApp,
  response: z.strictObject({
    /** The outermost container for a node inside one. */
    nodeId: z.string(),
    runs: z.array(z.string()),
    reused: z.array(z.string()),
    pinned: z.array(z.string()),
    outdated: z.array(z.string()),
    /** Required nodes without results: they run only with `runMissing`. */
    missing: z.array(z.string()),
    /** Whether it starts with the app's inputs, and no previous run has any to reuse. */
    needsInputs: z.boolean(),
  }),
})

/** Runs a part of the saved draft, with pins. Streams like `startRun`. @throws CONFLICT when results are missing */
export const startRunPart = defineContract({
  name: 'runs.startPart',
  method: 'POST',
  path: '/api/studio/apps/:appId/run-parts',
  access: 'runner',
  params: z.strictObject({ appId: Id }),
  body: PartOfApp.extend({
    /** Defaults to those of the last run. */
    inputs: JsonObjectSchema.optional(),
    history: z.array(ChatTurn).max(200).default([]),
    /** Also runs missing nodes and everything they need. */
    runMissing: z.boolean().default(false),
    /** Runs changed nodes instead of reusing their older results. */
    runOutdated: z.boolean().default(false),
  }),
  response: z.custom<RunEvent>(),
  responseKind: 'events',
  maxBodyBytes: 1_000_000,
})

/** Streams the run's events from the first, or after `Last-Event-ID`, until the run ends. */
export const streamRun = defineContract({
  name: 'runs.stream',
  method: 'GET',
  path: '/api/studio/runs/:runId/events',
  access: 'viewer',
  params: z.strictObject({ runId: Id }),
  response: z.custom<RunEvent>(),
  responseKind: 'events',
})

export const RUN_SORTS = ['newest', 'oldest', 'slowest', 'costliest'] as const
export const RunSort = z.enum(RUN_SORTS)
export type RunSort = z.infer<typeof RunSort>

export const FEEDBACK_FILTERS = ['any', 'up', 'down', 'corrected'] as const
export const FeedbackFilter = z.enum(FEEDBACK_FILTERS)
export type FeedbackFilter = z.infer<typeof FeedbackFilter>

/** The last row's id, prefixed with its sort value in a sorted list: `1250.5_<id>`. */
const RunCursor = z.string().regex(/^(-?\d{1,20}(\.\d{1,20})?(e[+-]\d{1,3})?_)?[0-9a-f-]{36}$/)

/**
 * Lists runs. A filter checks a part of the runs for each page: a page can be short or empty while `nextCursor` is set.
 */
export const listRuns = defineContract({
  name: 'runs.list',
  method: 'GET',
  path: '/api/studio/runs',
  access: 'viewer',
  query: PageQuery.extend({
    sort: RunSort.default('newest'),
    cursor: RunCursor.optional(),
    appId: Id.optional(),
    status: RunStatus.optional(),
    search: z.string().max(200).optional(),
    /** Ratings of the answer. */
    feedback: FeedbackFilter.optional(),
    environment: EnvironmentName.optional(),
    /** The version number in its app. */
    version: z.union([z.literal('draft'), z.coerce.number().int().min(1).max(1_000_000_000)]).optional(),
    /**
     * Answers of versions on trial; with an id, all runs counted by that canary (also of the live version) or shadow.
     */
    trial: z.union([TrialKind, Id]).optional(),
  }),
  response: z.strictObject({ runs: z.array(RunSummary), nextCursor: z.string().nullable() }),
})

export const getRun = defineContract({
  name: 'runs.get',
  method: 'GET',
  path: '/api/studio/runs/:runId',
  access: 'viewer',
  params: z.strictObject({ runId: Id }),
  response: z.strictObject({
    run: RunSummary,
    inputs: JsonSchema,
    /** The concurrency key whose earlier runs it waits for; null when it waits for none. */
    turnKey: z.string().nullable(),
    /** The failed run that this one reports; null for other runs. */
    failureOf: Id.nullable(),
    /** The run of the app on failure that reports this one; null if there is none. */
    failureRunId: Id.nullable(),
    events: z.array(StoredEvent),
    /** Node id -> label, at the time of the run; steps of other apps by the path and id of their frame. */
    labels: z.record(z.string(), z.string()),
  }),
})

/**
 * Returns the graph of the run: that of its version, or the draft at that time. @throws NOT_FOUND when it was deleted
 */
export const getRunGraph = defineContract({
  name: 'runs.graph',
  method: 'GET',
  path: '/api/studio/runs/:runId/graph',
  access: 'viewer',
  params: z.strictObject({ runId: Id }),
  response: z.strictObject({ graph: GraphSchema }),
})

/** Returns a large value that `getRun` only references. */
export const getRunValue = defineContract({
  name: 'runs.value',
  method: 'GET',
  path: '/api/studio/runs/:runId/values/:hash',
  access: 'viewer',
  params: z.strictObject({ runId: Id, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  response: z.strictObject({ value: JsonSchema }),
})

/**
 * Starts a new run that reuses the recorded results of an older one from a given node on, with the older inputs,
 * settings and version unless others are given; without options it starts where the older run failed. Streams like
 * `startRun`.
 */
export const rerunRun = defineContract({
  name: 'runs.rerun',
  method: 'POST',
  path: '/api/studio/runs/:runId/rerun',
  access: 'runner',
  params: z.strictObject({ runId: Id }),
  body: z.strictObject({
    fromNodeId: GraphId.nullable().default(null),
    /** Replaces the older inputs: everything that depends on them runs again; with `useDraft` everything does. */
    inputs: JsonObjectSchema.optional(),
    /**
     * Replaces settings of nodes, by node id: these nodes and everything that depends on them run again. The new run
     * belongs to no version. For editors.
     */
    configs: z.record(GraphId, JsonObjectSchema).default({}),
    /** Runs the current draft instead of the version of the older run. */
    useDraft: z.boolean().default(false),
  }),
  response: z.custom<RunEvent>(),
  responseKind: 'events',
  maxBodyBytes: 1_000_000,
})

export const cancelRun = defineContract({
  name: 'runs.cancel',
  method: 'POST',
  path: '/api/studio/runs/:runId/cancel',
  access: 'runner',
  params: z.strictObject({ runId: Id }),
  response: Done,
})
