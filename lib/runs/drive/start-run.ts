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
  /** Of an end user whom the customer's server named. */
  groups?: string[] | undefined
  /** Of an anonymous end user: `visitorOf`. */
  visitor?: string | undefined
  /** The member who asks for it. */
  startedBy?: string | undefined
  /** The API key that asks for it. */
  keyId?: string | undefined
  /** false: nobody reads the answer as it is written, so that models need not stream theirs. */
  stream?: boolean | undefined
  usePinned?: boolean
  durability?: 'sync' | 'async' | undefined
  runId?: string | undefined
  /** Made from an older run, beginning at this node. */
  source?: { runId: string; nodeId: string | null } | undefined
  /** Of a draft: only these steps. */
  part?: RunPart | undefined
  /** The schedule, webhook or batch that asks for it. */
  triggerId?: string | undefined
  /** Of the app whose version this is; production when absent. */
  environment?: string | undefined
  /** The canary or shadow that counts it. */
  rolloutId?: string | undefined
  /** The run that this one mirrors: it changes nothing. */
  shadowOf?: string | undefined
  /** Of a mirroring run: whose rights it has, without being counted as theirs. */
  actsFor?: ActsFor | undefined
  callback?: RunCallback | null | undefined
  callerNote?: CallerNote | undefined
  /** Of a run that a worker drives: others of the app with the same key go before it if they came before it. */
  concurrencyKey?: string | null | undefined
}

/**
 * Stores the run and begins it in this process; it goes on when the caller leaves.
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

/** Whether the row may be stored with the run's first events, at most 25 ms after them: a version's run that promises no more. */
function canFollow({ version, durability, source, triggerId, callback }: StartRun): boolean {
  const isAsked = source !== undefined || triggerId !== undefined || (callback ?? null) !== null
  return version !== null && durability !== 'sync' && !isAsked
}

/**
 * Like `startRun`, if `claim` says so in the transaction that stores the run: so a claim without its run is never left behind.
 * @returns null when it says no
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
  // A version was checked when it was published; what is forbidden since is stopped at its call.
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
