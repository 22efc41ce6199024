import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { raiseInternal } from '@/lib/core/internal-error'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import type { RunSeed } from '@/lib/engine/resume/seed'
import type { Plan } from '@/lib/graph/plan'
import { problem } from '@/lib/messages/problems/problem'
import { assertAllowedModels } from '@/lib/services/governance/assert-allowed-models'
import type { RunRow } from '@/lib/services/runs/run-row'
import { enterFairly } from '../admission/enter-fairly'
import { ActiveRun, activeRuns, claimedRuns, MAX_ACTIVE_RUNS } from '../log/active-runs'
import { newRunRow } from '../log/run-rows'
import { partOf, planOf } from '../plan/plan-cache'
import { driveRun } from './drive-run'
import { insertRun } from './insert-run'
import { eventLog } from './run-services'
import type { Drive, StartRun } from './types'

/**
 * Stores the run and starts it in this process; it continues when the caller disconnects.
 * @throws INVALID_GRAPH, RATE_LIMITED
 */
export async function startRun(request: StartRun, seed?: RunSeed): Promise<{ runId: string; active: ActiveRun }> {
  const insert: Insert = mayStoreLater(request)
    ? ({ plan }, runId) => {
        const row = newRunRow(request, plan, runId)
        eventLog(request.system).begin(row)
        return row
      }
    : (plan, runId) => insertRun(request.system.db, { ...request, runId }, plan)
  const started = await insertAndDrive(request, insert, seed)
  return started ?? raiseInternal('The run was not stored.')
}

/**
 * Whether the row may be stored in a batch with the run's first events, up to 25 ms after the start. Drafts, durable
 * runs and runs with a trigger, callback or source are stored before they start.
 */
function mayStoreLater({ version, durability, source, triggerId, callback }: StartRun): boolean {
  const hasCaller = source !== undefined || triggerId !== undefined || (callback ?? null) !== null
  return version !== null && durability !== 'sync' && !hasCaller
}

/**
 * Like `startRun`, but only if `claim` succeeds in the transaction that stores the run, so that a claim never exists
 * without its run.
 * @returns null if the claim fails
 */
export function startClaimedRun(
  request: StartRun,
  claim: (tx: Transaction) => Promise<boolean>,
): Promise<{ runId: string; active: ActiveRun } | null> {
  return insertAndDrive(request, (plan, runId) =>
    request.system.db.transaction(async (tx) =>
      (await claim(tx)) ? insertRun(tx, { ...request, runId }, plan) : null,
    ),
  )
}

type Insert = (plan: { plan: Plan; status: 'running' }, runId: string) => RunRow | Promise<RunRow | null>

async function insertAndDrive(
  request: StartRun,
  insert: Insert,
  seed?: RunSeed,
): Promise<{ runId: string; active: ActiveRun } | null> {
  if (activeRuns().size >= MAX_ACTIVE_RUNS) {
    throw new AppError('RATE_LIMITED', problem('runs.tooMany'), { retryAfterSeconds: 5 })
  }
  // A version was checked when it was published; models forbidden since are blocked at their call.
  if (request.version === null) await assertAllowedModels(request.system.db, request.workspaceId, request.graph)
  const leave = await enterFairly(request)
  const runId = request.runId ?? newId()
  claimedRuns().add(runId)
  const active = new ActiveRun()
  try {
    const plan = partOf(planOf(request.graph, request.version?.id ?? null), request.part ?? null)
    const run = await insert({ plan, status: 'running' }, runId)
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
