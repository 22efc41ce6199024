import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { isTransientFailure } from '@/lib/db/errors/is-transient'
import { retry } from '@/lib/db/errors/retry'
import { retryRead } from '@/lib/db/errors/retry-read'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import type { RunEvent } from '@/lib/engine/events'
import { seedForResume } from '@/lib/engine/resume/seed'
import { elapsed } from '@/lib/engine/run/elapsed'
import { toRunError } from '@/lib/engine/run/to-app-error'
import { openPendingInputs } from '@/lib/engine/state/open-pending-inputs'
import { pathKey } from '@/lib/engine/state/path-key'
import { foldRun } from '@/lib/engine/state/run-state'
import type { Plan } from '@/lib/graph/plan'
import { log } from '@/lib/platform/log'
import { sharedNow } from '@/lib/platform/shared-clock'
import type { RunRow } from '@/lib/services/runs/run-row'
import { lastStoredSeq, storedEvents } from '@/lib/services/runs/stored-events'
import type { System } from '@/lib/services/system'
import { isAdmitted } from '../admission/concurrency-queue'
import { occupySlots } from '../admission/public-slots'
import { ActiveRun, activeRuns, claimedRuns } from '../log/active-runs'
import { seqAfterBreak } from '../log/event-seq'
import { planOfRun } from '../plan/plan-of-run'
import type { ClaimedRun } from './claim-run'
import { claimRun } from './claim-run'
import { driveRun } from './drive-run'
import { fenceRun } from './fence-run'
import { finishRun } from './finish-run'
import { isTriedTooOften, type Takeover } from './plan-takeover'
import { cancelled, resumedTooOften, tooManyResumes } from './run-errors'
import { eventLog, runBus } from './run-services'
import { seedFromSource } from './seed-from-source'
import { takeLastEvent } from './store-last'
import type { PendingPause } from './types'

/**
 * Claims a run that waits for a driver or has lost its own, and drives it from its stored events to its end or next
 * pause.
 * @returns null when another process has it, or it has ended; otherwise a promise that resolves when the drive is over
 */
export async function claimAndDrive(
  system: System,
  address: { runId: string; workspaceId: string },
): Promise<{ done: Promise<void> } | null> {
  const claims = claimedRuns()
  if (claims.has(address.runId)) return null
  claims.add(address.runId)
  try {
    const run = await claimInTurn(system, address)
    if (!run) {
      claims.delete(address.runId)
      return null
    }
    const leave = await occupySlots(system, run)
    const done = resume(system, run)
      .catch((cause: unknown) => log().error({ cause, runId: run.id }, 'failed to resume a run'))
      .finally(() => {
        claims.delete(run.id)
        leave()
      })
    return { done }
  } catch (error) {
    claims.delete(address.runId)
    throw error
  }
}

async function claimInTurn(
  system: System,
  address: { runId: string; workspaceId: string },
): Promise<ClaimedRun | null> {
  const run = await claimRun(system, address)
  if (run) return run
  return (await isAdmitted(system, address)) ? claimRun(system, address) : null
}

async function resume(system: System, run: ClaimedRun): Promise<void> {
  const start = run.isFirst ? freshStart(run) : await takeOver(system, run)
  if (!start) return
  const { active, stored, attempts } = start
  const events = stored.map(({ event }) => event)
  if (run.cancelRequestedAt) return end(system, run, active, cancelled())
  if (start.giveUp)
    return end(system, run, active, start.giveUp === 'attempts' ? resumedTooOften(attempts - 1) : tooManyResumes())
  let plan: Plan
  try {
    plan = await retryRead(() => planOfRun(system.db, run))
  } catch (error) {
    // An unreachable database is not the run's fault: it is claimed again later.
    if (!AppError.isInstance(error)) throw error
    return end(system, run, active, error)
  }
  const pauses = openPendingInputs(events)
  const answers = await retryRead(() => answersTo(system, run, pauses))
  const isNew = stored.length === 0
  const seed = isNew ? await retryRead(() => seedFromSource(system, run, plan)) : seedForResume([...events, ...answers])
  // Nothing can fail between here and `driveRun`, which removes the run again.
  activeRuns().set(run.id, active)
  for (const event of answers) {
    const numbered = active.number(event)
    active.show(numbered)
    eventLog(system).append(run.id, numbered)
  }
  runBus(system).wake(run.id)
  const openPauses = pauses.filter(
    ({ path, key }) => !answers.some((answer) => answer.key === key && pathKey(answer.path) === pathKey(path)),
  )
  const earlierDrive = { total: foldRun(events).totals, pauses: openPauses }
  await driveRun({ system, run, plan, active, ...(seed ? { seed } : {}), ...(isNew ? {} : { before: earlierDrive }) })
}

/** The state at the start of a drive. */
interface Start {
  active: ActiveRun
  /** The stored events except text deltas. */
  stored: readonly StoredRunEvent[]
  attempts: number
  giveUp: Takeover['giveUp']
}

const freshStart = ({ attempts }: ClaimedRun): Start => ({
  active: new ActiveRun(),
  stored: [],
  attempts,
  giveUp: null,
})

/**
 * Fences off the previous driver, then reads the stored events. @returns null when another process has claimed the run
 * since
 */
async function takeOver(system: System, run: ClaimedRun): Promise<Start | null> {
  try {
    const takeover = await fenceRun(system, run)
    if (!takeover) return null
    const all = await retryRead(() => storedEvents(system.db, run.id))
    const stored = all.filter(({ event }) => event.type !== 'node-delta')
    return { ...takeover, active: new ActiveRun(stored.at(-1)?.seq, takeover.fromSeq), stored }
  } catch (error) {
    if (isTransientFailure(error) || !isTriedTooOften(run.attempts)) throw error
    // Without a fence this attempt would repeat forever, so the run ends.
    log().error({ cause: error, runId: run.id }, 'failed to fence off the previous driver of a run')
    const from = seqAfterBreak(await lastStoredSeq(system.db, run.id))
    return { active: new ActiveRun(0, seqAfterBreak(from)), stored: [], attempts: run.attempts, giveUp: 'attempts' }
  }
}

type Answer = Extract<RunEvent, { type: 'node-resume' }>

async function answersTo({ db }: System, run: RunRow, pauses: readonly PendingPause[]): Promise<Answer[]> {
  if (pauses.length === 0) return []
  const answered = await db
    .select({ path: waits.path, key: waits.key, answer: waits.answer })
    .from(waits)
    .where(and(eq(waits.runId, run.id), eq(waits.workspaceId, run.workspaceId), eq(waits.status, 'answered')))
  return pauses.flatMap(({ path, key, nodeId }): Answer[] => {
    const row = answered.find((wait) => wait.path === pathKey(path) && wait.key === key)
    return row ? [{ type: 'node-resume', path, nodeId, key, answer: row.answer ?? null, atMs: sharedNow() }] : []
  })
}

async function end(system: System, run: RunRow, active: ActiveRun, error: AppError): Promise<void> {
  const atMs = sharedNow()
  const stored = active.number({
    type: 'run-error',
    atMs,
    durationMs: elapsed(run.createdAt.getTime(), atMs),
    error: toRunError(error),
  })
  const { inputTokens, outputTokens, costMicros, hasUnknownCost } = run
  const totals = { inputTokens, outputTokens, costMicros: costMicros ?? 0, hasUnknownCost }
  const last = await takeLastEvent(system, run.id, stored)
  await retry(() => finishRun({ system, run, hasPausedBefore: true }, last, totals))
  runBus(system).wake(run.id)
}
