import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { JsonObjectSchema, JsonSchema } from '@/lib/core/json'
import type { RunEvent } from '@/lib/engine/events'
import { GraphId, GraphSchema } from '@/lib/graph/graph'
import { PART_KINDS } from '@/lib/graph/partial/plan-part'
import { defineContract } from './contract'
import { Done, PageQuery, Timestamp } from './shared'

export const RunStatus = z.enum(['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'])
export type RunStatus = z.infer<typeof RunStatus>
/** Where a run was started from. */
export const RunOrigin = z.enum([
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
])

export const PartKind = z.enum(PART_KINDS)

/** A version that was tried beside the live one: people got a canary's answers, nobody a shadow's. */
export const TrialKind = z.enum(['canary', 'shadow'])
export type TrialKind = z.infer<typeof TrialKind>

export const ChatTurn = z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string().max(200_000) })

export const RunSummary = z.strictObject({
  id: Id,
  appId: Id,
  appName: z.string(),
  versionNumber: z.number().int().nullable(),
  /** Of the app whose version this is; null: a run of the draft. */
  environment: z.string().nullable(),
  /** The version was on trial; null: it was live, or the draft. */
  trial: TrialKind.nullable(),
  origin: RunOrigin,
  status: RunStatus,
  /** The run read documents that this member may not see, so its texts are hidden and it does not open. */
  isClosed: z.boolean(),
  /** First 200 characters of the message or of the inputs. */
  preview: z.string(),
  error: z.string().nullable(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** Millionths of a US dollar, as far as prices are known; null: nothing has ended yet. */
  costMicros: z.number().int().nullable(),
  /** A call had no known price: the run cost more, and nobody knows how much. */
  hasUnknownCost: z.boolean(),
  durationMs: z.number().nullable(),
  /** The run whose results this one took over, and the step where it began; null step: at its start. */
  sourceRunId: Id.nullable(),
  sourceNodeId: z.string().nullable(),
  /** Of a run of a part of the app: which one. */
  part: z.strictObject({ kind: PartKind, nodeId: z.string() }).nullable(),
  /** What people thought of the answer. */
  thumbsUp: z.number().int(),
  thumbsDown: z.number().int(),
  createdAt: Timestamp,
})
export type RunSummary = z.infer<typeof RunSummary>

/** RunEvents are our own product, checked where they are made; here they only pass. */
const StoredEvent = z.custom<RunEvent>((value) => typeof value === 'object' && value !== null && 'type' in value)

/**
 * Runs the saved draft and streams its RunEvents as SSE: `id: <seq>`, `event: <type>`, `data: <json>`.
 * The header `x-run-id` names the run. Closing the connection does not stop it; `cancelRun` does.
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
    /** Reuse pinned outputs (default) or run everything. */
    usePins: z.boolean().default(true),
  }),
  response: z.custom<RunEvent>(),
  responseKind: 'events',
  maxBodyBytes: 1_000_000,
})

const PartOfApp = z.strictObject({ kind: PartKind, nodeId: GraphId })

/**
 * What a run of a part of the saved draft would do, node ids of the top level: what it executes, and whose recorded
 * results of the last runs it takes as they are. `outdated` are those of them that the draft has changed since.
 */
export const planRunPart = defineContract({
  name: 'runs.planPart',
  method: 'POST',
  path: '/api/studio/apps/:appId/run-parts/plan',
  access: 'viewer',
  params: z.strictObject({ appId: Id }),
  body: PartOfApp,
  response: z.strictObject({
    /** The outermost container where the node stands inside one. */
    nodeId: z.string(),
    runs: z.array(z.string()),
    reused: z.array(z.string()),
    pinned: z.array(z.string()),
    outdated: z.array(z.string()),
    /** Needed, and nothing is known of them: it runs with `runMissing` only. */
    missing: z.array(z.string()),
    /** It begins with the app's inputs, and no last run has any to take. */
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
    /** Those of the last run when absent. */
    inputs: JsonObjectSchema.optional(),
    history: z.array(ChatTurn).max(200).default([]),
    /** Runs what is missing too, with all that it needs. */
    runMissing: z.boolean().default(false),
    /** Runs what the draft has changed since instead of taking its older results. */
    runOutdated: z.boolean().default(false),
  }),
  response: z.custom<RunEvent>(),
  responseKind: 'events',
  maxBodyBytes: 1_000_000,
})

/** The run's events from the first, or after `Last-Event-ID`; stays open until the run ends. */
export const streamRun = defineContract({
  name: 'runs.stream',
  method: 'GET',
  path: '/api/studio/runs/:runId/events',
  access: 'viewer',
  params: z.strictObject({ runId: Id }),
  response: z.custom<RunEvent>(),
  responseKind: 'events',
})

export const RunSort = z.enum(['newest', 'oldest', 'slowest', 'costliest'])
export type RunSort = z.infer<typeof RunSort>

export const FeedbackFilter = z.enum(['any', 'up', 'down', 'corrected'])
export type FeedbackFilter = z.infer<typeof FeedbackFilter>

/** The last row's id, behind its measure where the list is ordered by one: `1250.5_<id>`. */
const RunCursor = z.string().regex(/^(-?\d{1,20}(\.\d{1,20})?(e[+-]\d{1,3})?_)?[0-9a-f-]{36}$/)

/** A filter looks at a part of the runs for each page: a page can be short or empty while `nextCursor` is set. */
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
    /** What somebody thought of the answer. */
    feedback: FeedbackFilter.optional(),
    environment: EnvironmentName.optional(),
    /** The number that it has in its app. */
    version: z.union([z.literal('draft'), z.coerce.number().int().min(1).max(1_000_000_000)]).optional(),
    /** Answers of versions on trial; by its id all that one canary counts, the live version's too, or one shadow's. */
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
    /** The concurrency key whose other runs go before this one; null when it waits for none. */
    turnKey: z.string().nullable(),
    events: z.array(StoredEvent),
    /** Node id -> label, as they were when the run was made; of other apps' steps by their frame's path and id. */
    labels: z.record(z.string(), z.string()),
  }),
})

/** The drawing that the run was made with: its version's, or the draft as it was then. @throws NOT_FOUND when it is gone */
export const getRunGraph = defineContract({
  name: 'runs.graph',
  method: 'GET',
  path: '/api/studio/runs/:runId/graph',
  access: 'viewer',
  params: z.strictObject({ runId: Id }),
  response: z.strictObject({ graph: GraphSchema }),
})

/** A value that `getRun` only names, since it is large. */
export const getRunValue = defineContract({
  name: 'runs.value',
  method: 'GET',
  path: '/api/studio/runs/:runId/values/:hash',
  access: 'viewer',
  params: z.strictObject({ runId: Id, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  response: z.strictObject({ value: JsonSchema }),
})

/**
 * A new run that takes over the recorded results of an older one and begins at a node, with the older inputs, settings
 * and version unless others are asked for; without any of them it begins where the older run failed. Streams like `startRun`.
 */
export const rerunRun = defineContract({
  name: 'runs.rerun',
  method: 'POST',
  path: '/api/studio/runs/:runId/rerun',
  access: 'runner',
  params: z.strictObject({ runId: Id }),
  body: z.strictObject({
    fromNodeId: GraphId.nullable().default(null),
    /** Instead of the older run's: all that depends on them runs again; with `useDraft` everything does. */
    inputs: JsonObjectSchema.optional(),
    /**
     * Settings of nodes instead of the older run's, by node id: the nodes run again with all that depends on them. The
     * new run belongs to no version. For editors.
     */
    configs: z.record(GraphId, JsonObjectSchema).default({}),
    /** Run the draft as it is now instead of the version that the older run was made with. */
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
