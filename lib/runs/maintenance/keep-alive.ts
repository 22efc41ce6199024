import 'server-only'
import os from 'node:os'
import { and, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import { leases, rateBuckets } from '@/lib/db/schema/automations'
import { processes, runs } from '@/lib/db/schema/runs'
import { ClockWatch, clockMessage } from '@/lib/platform/clock-watch'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { sweepLeftSoon } from '@/lib/rag/ingest/sweep-leftovers'
import { pruneUnnamedFiles } from '@/lib/services/app-files/prune-files'
import { answerDueInputs } from '@/lib/services/approvals/answer-due-inputs'
import { feedStalled } from '@/lib/services/batches/feed-stalled'
import { pollChannels } from '@/lib/services/channels/poll-channel'
import { startScoring } from '@/lib/services/evaluations/online/start-scoring'
import { closeFixedProblems } from '@/lib/services/evaluations/regressions/close-fixed-problems'
import { measureScheduled } from '@/lib/services/gates/measure-scheduled'
import { cleanUpGateway } from '@/lib/services/gateway/clean-up-gateway'
import { answerReconnected } from '@/lib/services/integrations/answer-reconnected'
import { emptyTrash } from '@/lib/services/knowledge/documents/empty-trash'
import { releaseChunks } from '@/lib/services/knowledge/documents/trash-documents'
import { fireSyncs } from '@/lib/services/knowledge/sources/fire-syncs'
import { watchFolders } from '@/lib/services/knowledge/sources/watch-folders'
import { pruneRejections } from '@/lib/services/protection/rejection-ledger'
import { executeDueRequests } from '@/lib/services/releases/execute-due-requests'
import { judgeRollouts } from '@/lib/services/releases/judge-rollouts'
import { fireSchedules } from '@/lib/services/schedules/fire-schedules'
import type { System } from '@/lib/services/system'
import { pollTriggers } from '@/lib/services/triggers/poll-triggers'
import { deliverAnswers } from '../drive/deliver-answers'
import { processId } from '../drive/process-id'
import { cancelled } from '../drive/run-errors'
import { runBus } from '../drive/run-services'
import { activeRuns } from '../log/active-runs'
import { alertDeadLetters } from './alert-dead-letters'
import { compareClocks } from './compare-clocks'
import { deleteOld } from './delete-old'
import { watchStops } from './enforce-stops'
import { recoverRuns, releaseLost, requeueForgotten } from './recover-runs'
import { doChores } from './run-chores'
import { stopDeleted } from './stop-deleted'
import { watchStalledRuns } from './watch-stalled-runs'

const TICK_MS = 1_000
const HEARTBEAT_MS = 2_000
/** Interval of clock comparisons, in heartbeats. */
const COMPARE_BEATS = 5
/** Intervals of chores, in ticks. */
const CLEANUP_TICKS = 600
const REQUEUE_TICKS = 60
const STALLED_TICKS = 2
const ALERT_TICKS = 5
const JUDGE_TICKS = 15
const NO_PROGRESS_TICKS = 60
const FOLDER_TICKS = 15

/**
 * Sends heartbeats of this process and does due work: pending inputs, schedules, and runs of dead processes.
 * @returns a function that stops both
 */
export async function keepAlive(system: System): Promise<() => void> {
  // No other process can be alive on the embedded database: runs of an earlier process are free at once.
  if (system.databaseKind === 'embedded') await system.db.delete(processes)
  await sendHeartbeat(system)
  if (system.databaseKind === 'postgres') await compareClocks(system)
  const bus = runBus(system)
  bus.onCancel = (runId) => activeRuns().get(runId)?.stop.end(cancelled())
  await bus.start()
  let ticks = 0
  let isBusy = false
  const clock = new ClockWatch()
  const tick = async () => {
    ticks += 1
    checkClock(clock)
    await doChores(dueChores(system, { ticks, clock }))
  }
  const timer = setInterval(() => {
    // With a slow database, ticks must not pile up.
    if (isBusy) return
    isBusy = true
    tick()
      .catch((cause: unknown) => log().warn({ cause }, 'database did not respond'))
      .finally(() => {
        isBusy = false
      })
  }, TICK_MS)
  timer.unref()
  const stopWatching = watchStops(system, (cause) => log().warn({ cause }, 'database did not respond'))
  // Separate from the chores: however long they take, the heartbeat continues.
  let beats = 1
  const heartbeat = setInterval(() => {
    const isTimeToCompare = system.databaseKind === 'postgres' && beats++ % COMPARE_BEATS === 0
    Promise.all([sendHeartbeat(system), isTimeToCompare && compareClocks(system)]).catch((cause: unknown) =>
      log().warn({ cause }, 'database did not respond'),
    )
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return () => {
    clearInterval(timer)
    clearInterval(heartbeat)
    stopWatching()
  }
}

type Chore = () => Promise<unknown>

/** The chores of this tick, in the order of execution. */
function dueChores(system: System, { ticks, clock }: { ticks: number; clock: ClockWatch }): Chore[] {
  const chores: Chore[] = [() => releaseLost(system)]
  if (activeRuns().size > 0)
    chores.push(
      () => stopCancelled(system),
      () => stopDeleted(system),
    )
  if (env().role !== 'web') {
    chores.push(
      () => answerDueInputs(system),
      () => answerReconnected(system),
      () => fireSchedules(system),
      () => pollTriggers(system),
      () => pollChannels(system),
      () => fireSyncs(system),
      () => executeDueRequests(system),
      () => recoverRuns(system),
    )
    if (ticks % STALLED_TICKS === 0) chores.push(() => feedStalled(system))
    if (ticks % ALERT_TICKS === 0) chores.push(() => alertDeadLetters(system))
    if (ticks % JUDGE_TICKS === 0)
      chores.push(
        () => judgeRollouts(system),
        () => measureScheduled(system),
        () => startScoring(system),
        () => closeFixedProblems(system),
      )
    if (ticks % REQUEUE_TICKS === 0) chores.push(() => requeueForgotten(system))
    if (ticks % FOLDER_TICKS === 1) chores.push(() => watchFolders(system))
  }
  chores.push(() => deliverAnswers(system))
  if (ticks % NO_PROGRESS_TICKS === 0) chores.push(() => watchStalledRuns(system))
  if (ticks % CLEANUP_TICKS === 0) chores.push(...cleanupChores(system, clock))
  return chores
}

function checkClock(clock: ClockWatch): void {
  const jumpMs = clock.check()
  if (jumpMs !== null) log().warn({ jumpMs }, clockMessage(jumpMs))
}

async function sendHeartbeat({ db }: System): Promise<void> {
  await db
    .insert(processes)
    .values({ id: processId(), role: env().role, host: os.hostname() })
    .onConflictDoUpdate({ target: processes.id, set: { seenAt: sql`now()` } })
}

/** Stops runs for which the notification of a cancellation was lost. */
async function stopCancelled({ db }: System): Promise<void> {
  const requested = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.status, 'running'), eq(runs.owner, processId()), isNotNull(runs.cancelRequestedAt)))
  for (const { id } of requested) activeRuns().get(id)?.stop.end(cancelled())
}

function cleanupChores(system: System, clock: ClockWatch): Chore[] {
  const { db } = system
  const chores: Chore[] = []
  if (env().role !== 'web') {
    chores.push(() => deleteOld(system, clock))
    chores.push(async () => void sweepLeftSoon(db))
    chores.push(() => pruneUnnamedFiles(db))
  }
  return [
    ...chores,
    // Unused for ten minutes, these are full buckets and expired leases.
    () => db.delete(rateBuckets).where(lt(rateBuckets.at, sql`now() - interval '10 minutes'`)),
    () => db.delete(leases).where(lt(leases.expiresAt, sql`now() - interval '10 minutes'`)),
    () => cleanUpGateway(db),
    () => releaseChunks(db),
    () => emptyTrash(db),
    () => pruneRejections(db),
    () => forgetProcesses(db),
  ]
}

async function forgetProcesses(db: System['db']): Promise<void> {
  const dead = await db
    .select({ id: processes.id })
    .from(processes)
    .where(lt(processes.seenAt, sql`now() - interval '1 hour'`))
  if (dead.length > 0)
    await db.delete(processes).where(
      inArray(
        processes.id,
        dead.map(({ id }) => id),
      ),
    )
}
