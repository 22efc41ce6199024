import 'server-only'
import { AppError, raise } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import type { ActsFor, CallerNote, RunCallback, runs } from '@/lib/db/schema/runs'
import type { RunSeed } from '@/lib/engine/resume/seed'
import type { Graph } from '@/lib/graph/graph'
import type { RunPart } from '@/lib/graph/partial/plan-part'
import type { Plan } from '@/lib/graph/plan'
import { assertAllowedModels } from '@/lib/services/governance/assert-allowed-models'
import type { System } from '@/lib/services/system'
import { enterFairly } from '../admission/enter-fairly'
import { partOf, planOf } from '../plan/plan-cache'
import { ActiveRun, activeRuns, claimedRuns, MAX_ACTIVE_RUNS } from './active-runs'
import { type Drive, driveRun } from './drive-run'
import { insertRun, newRunRow, type RunRow } from './insert-run'
import { eventLog } from './run-services'

export interface StartRun {
  system: System
  workspaceId: string
  appId: string
  graph: Graph
  /** null: the draft. */
  version: { id: string; number: number } | null
  origin: (typeof runs.$inferInsert)['origin']
  inputs: JsonObject
  history: { role: 'user' | 'assistant'; content: string }[]
  endUser?: string | undefined
  /** For an end user identified by the customer's server. */
  groups?: string[] | undefined
  /** For an anonymous end user: `visitorOf`. */
  visitor?: string | undefined
  /** The member who requests it. */
  startedBy?: string | undefined
  /** The API key that requests it. */
  keyId?: string | undefined
  /** false: the answer is not read while it streams, so models need not stream. */
  stream?: boolean | undefined
  usePinned?: boolean
  durability?: 'sync' | 'async' | undefined
  runId?: string | undefined
  /** Reuses results of an older run, starting at this node. */
  source?: { runId: string; nodeId: string | null } | undefined
  /** For a draft: only these steps. */
  part?: RunPart | undefined
  /** The schedule, webhook or batch that requests it. */
  triggerId?: string | undefined
  /** Of the app whose version this is; defaults to production. */
  environment?: string | undefined
  /** The canary or shadow that counts it. */
  rolloutId?: string | undefined
  /** The run that this one mirrors, without side effects. */
  shadowOf?: string | undefined
  /** For a shadow run: whose rights it has, without being counted for them. */
  actsFor?: ActsFor | undefined
  callback?: RunCallback | null | undefined
  callerNote?: CallerNote | undefined
  /** For a run on a worker: it waits for earlier runs of the app with the same key. */
  concurrencyKey?: string | null | undefined
}

/**
 * Stores the run and starts it in this process; it continues when the caller disconnects.
 * @throws INVALID_GRAPH, RATE_LIMITED
 */
export async function startRun(request: StartRun, seed?: RunSeed): Promise<{ runId: string; active: ActiveRun }> {
  const insert: Insert = canFollow(request)
    ? ({ plan }, runId) => {
        const row = newRunRow(request, plan, runId)
        eventLog(request.system).begin(row)
        return row
      }
    : (plan, runId) => insertRun(request.system.db, { ...request, runId }, plan)
  const started = await begin(request, insert, seed)
  return started ?? raise('INTERNAL', 'The run was not stored.')
}

/**
 * Whether the row may be stored with the run's first events, at most 25 ms after them: for runs of versions without
 * further guarantees.
 */
function canFollow({ version, durability, source, triggerId, callback }: StartRun): boolean {
  const isAsked = source !== undefined || triggerId !== undefined || (callback ?? null) !== null
  return version !== null && durability !== 'sync' && !isAsked
}

/**
 * Like `startRun`, if `claim` succeeds in the transaction that stores the run, so that a claim never exists without its
 * run.
 * @returns null if it does not
 */
export function startClaimedRun(
  request: StartRun,
  claim: (tx: Transaction) => Promise<boolean>,
): Promise<{ runId: string; active: ActiveRun } | null> {
  return begin(request, (plan, runId) =>
    request.system.db.transaction(async (tx) =>
      (await claim(tx)) ? insertRun(tx, { ...request, runId }, plan) : null,
    ),
  )
}

type Insert = (plan: { plan: Plan; status: 'running' }, runId: string) => RunRow | Promise<RunRow | null>

async function begin(
  request: StartRun,
  insert: Insert,
  seed?: RunSeed,
): Promise<{ runId: string; active: ActiveRun } | null> {
  if (activeRuns().size >= MAX_ACTIVE_RUNS) {
    throw new AppError('RATE_LIMITED', 'Too many runs are going on. Try again in a moment.', { retryAfterSeconds: 5 })
  }
  // A version was checked when it was published; models forbidden since are blocked at their call.
  if (request.version === null) await assertAllowedModels(request.system.db, request.workspaceId, request.graph)
  const entering = enterFairly(request)
  const leave = entering instanceof Promise ? await entering : entering
  const runId = request.runId ?? newId()
  claimedRuns().add(runId)
  const active = new ActiveRun()
  try {
    const plan = partOf(planOf(request.graph, request.version?.id ?? null), request.part ?? null)
    const inserted = insert({ plan, status: 'running' }, runId)
    const run = inserted instanceof Promise ? await inserted : inserted
    if (!run) {
      claimedRuns().delete(runId)
      leave()
      return null
    }
    active.run = run
    activeRuns().set(runId, active)
    void driveToEnd({ system: request.system, run, plan, active, ...(seed ? { seed } : {}) }, leave)
  } catch (error) {
    claimedRuns().delete(runId)
    leave()
    throw error
  }
  return { runId, active }
}

async function driveToEnd(drive: Drive, leave: () => void): Promise<void> {
  try {
    await driveRun(drive)
  } finally {
    claimedRuns().delete(drive.run.id)
    leave()
  }
}
