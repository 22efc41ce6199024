import 'server-only'
import type { JsonObject } from '@/lib/core/json'
import type { Transaction } from '@/lib/db/database'
import type { ActsFor, CallerNote, RunCallback, runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import type { RunPart } from '@/lib/graph/partial/plan-part'
import type { JobPriority } from '@/lib/jobs/job-queue'

/** A run to start or to queue. */
export interface StartRequest {
  workspaceId: string
  appId: string
  graph: Graph
  /** Null for the draft. */
  version: { id: string; number: number } | null
  origin: (typeof runs.$inferInsert)['origin']
  inputs: JsonObject
  history: { role: 'user' | 'assistant'; content: string }[]
  /** The conversation whose variables the run uses. */
  thread?: string | undefined
  endUser?: string | undefined
  /** Groups of an end user whom the customer's server identified. */
  groups?: string[] | undefined
  /** The visitor (`visitorOf`) that an anonymous end user is. */
  visitor?: string | undefined
  /** The member who requests it. */
  startedBy?: string | undefined
  /** The API key that requests it. */
  keyId?: string | undefined
  /** False if no client reads the answer as a stream, so that models need not stream. */
  stream?: boolean | undefined
  usePinned?: boolean
  durability?: 'sync' | 'async' | undefined
  runId?: string | undefined
  /** Reuses results of an older run, starting at this node. */
  source?: { runId: string; nodeId: string | null } | undefined
  /** For a draft: only these steps. */
  part?: RunPart | undefined
  /** The schedule, webhook or batch that requests it. */
  /** The failed run that it reports. */
  failureOf?: string | undefined
  triggerId?: string | undefined
  /** Environment of the app whose version this is; defaults to production. */
  environment?: string | undefined
  /** The canary or shadow that counts it. */
  rolloutId?: string | undefined
  /** The run that this one mirrors, without side effects. */
  shadowOf?: string | undefined
  /** For a shadow run: whose rights it has, without being counted for them. */
  actsFor?: ActsFor | undefined
  callback?: RunCallback | null | undefined
  callerNote?: CallerNote | undefined
  /** Waits, on a worker, for earlier runs of the app with the same key. */
  concurrencyKey?: string | null | undefined
}

export interface EnqueueRequest extends StartRequest {
  priority?: JobPriority
  notBefore?: Date
  /** Stores the run and its job in this transaction instead of one of their own. */
  tx?: Transaction
}
