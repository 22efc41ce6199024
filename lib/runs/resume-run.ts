import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { runEvents, runs, type StoredRunEvent } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import { elapsed } from '@/lib/engine/elapsed'
import type { RunEvent } from '@/lib/engine/events'
import { openWaits } from '@/lib/engine/open-waits'
import { pathKey } from '@/lib/engine/path-key'
import { foldRun } from '@/lib/engine/run-state'
import { seedForResume } from '@/lib/engine/seed'
import type { Plan } from '@/lib/graph/plan'
import { log } from '@/lib/platform/log'
import type { System } from '@/lib/services/system'
import { ActiveRun, activeRuns, claimedRuns } from './active-runs'
import { occupyPlaces } from './admit-public-run'
import { isAdmitted } from './admit-runs'
import { driveRun } from './drive-run'
import { nextSeq, seqAfterBreak } from './event-seq'
import { finishRun } from './finish-run'
import type { RunRow } from './insert-run'
import { planOfRun } from './plan-of-run'
import { storedEvents } from './read-events'
import { seedFromSource } from './rerun'
import { eventLog, processId, runBus } from './run-services'
import { takeLast } from './store-last'
import type { PendingPause } from './suspend-run'
import { type TakenRun, takeRun } from './take-run'

/** A run that stops its server this often without a step forward is given up. */
const MAX_ATTEMPTS = 5

/**
 * Takes a run that waits for a driver or has lost its own, and drives it from its stored events to its end or its next pause.
 * @returns null when somebody else has it, or it has ended; else what resolves when the drive is over
 */
export async function takeAndDrive(
  system: System,
  address: { runId: string; workspaceId: string },
): Promise<{ done: Promise<void> } | null> {
  const claims = claimedRuns()
  if (claims.has(address.runId)) return null
  claims.add(address.runId)
  try {
    const run = await takeInTurn(system, address)
    if (!run) {
      claims.delete(address.runId)
      return null
    }
    const leave = await occupyPlaces(system, run)
    const done = resume(system, run)
      .catch((cause: unknown) => log().error({ cause, runId: run.id }, 'a run could not be taken up'))
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

async function takeInTurn(system: System, address: { runId: string; workspaceId: string }): Promise<TakenRun | null> {
  const run = await takeRun(system, address)
  if (run) return run
  return (await isAdmitted(system, address)) ? takeRun(system, address) : null
}

async function resume(system: System, run: TakenRun): Promise<void> {
  const stored = run.isFirst
    ? []
    : (await storedEvents(system.db, run.id)).filter(({ event }) => event.type !== 'node-delta')
  const events = stored.map(({ event }) => event)
  const active = await activeAfter(system, run, stored)
  const attempts = await countAttempt(system, run, stored)
  if (run.cancelRequestedAt) return end(system, run, active, cancelled())
  if (attempts > MAX_ATTEMPTS) return end(system, run, active, givenUp(attempts - 1))
  let plan: Plan
  try {
    plan = await planOfRun(system.db, run)
  } catch (error) {
    // A database that is away is no fault of the run: it is taken up again later.
    if (!AppError.isInstance(error)) throw error
    return end(system, run, active, error)
  }
  const pauses = openWaits(events)
  const answers = await answersTo(system, run, pauses)
  const isNew = stored.length === 0
  const seed = isNew ? await seedFromSource(system, run, plan) : seedForResume([...events, ...answers])
  // From here on nothing fails before the drive, which takes it out again.
  activeRuns().set(run.id, active)
  for (const event of answers) {
    const numbered = active.number(event)
    active.show(numbered)
    eventLog(system).append(run.id, numbered)
  }
  runBus(system).wake(run.id)
  const open = pauses.filter(
    ({ path, key }) => !answers.some((answer) => answer.key === key && pathKey(answer.path) === pathKey(path)),
  )
  const before = { total: foldRun(events).totals, pauses: open }
  await driveRun({ system, run, plan, active, ...(seed ? { seed } : {}), ...(isNew ? {} : { before }) })
}

/**
 * Goes on after the last stored event. When the drive before broke off, its next number is taken first, so that it can
 * store nothing more, and this one numbers beyond all that the other may have shown.
 * @throws when it has stored more in the meantime: the run is taken up once more
 */
async function activeAfter({ db }: System, run: TakenRun, stored: readonly StoredRunEvent[]): Promise<ActiveRun> {
  const last = stored.at(-1)
  if (!last || last.event.type === 'run-pause') return new ActiveRun(last?.seq)
  const fence = { runId: run.id, seq: nextSeq(last.seq, false), writer: processId(), events: [] }
  const fenced = await db.insert(runEvents).values(fence).onConflictDoNothing().returning({ seq: runEvents.seq })
  if (fenced.length === 0) throw new AppError('CONFLICT', 'The process that drove this run has stored more.')
  return new ActiveRun(last.seq, seqAfterBreak(last.seq))
}

/** @returns how often the run was taken up since its last step forward, this time included */
async function countAttempt(system: System, run: RunRow, stored: readonly StoredRunEvent[]): Promise<number> {
  const progress = stored.findLast(({ event }) => isStepForward(event))?.seq ?? 0
  if (progress <= run.takenAtSeq) return run.attempts
  await system.db
    .update(runs)
    .set({ attempts: 1, takenAtSeq: progress })
    .where(and(eq(runs.id, run.id), eq(runs.workspaceId, run.workspaceId)))
  return 1
}

const STEPS_FORWARD: ReadonlySet<string> = new Set(['node-end', 'node-skip', 'node-error', 'node-step', 'node-resume'])
const isStepForward = (event: RunEvent) => STEPS_FORWARD.has(event.type)

type Answer = Extract<RunEvent, { type: 'node-resume' }>

async function answersTo({ db }: System, run: RunRow, pauses: readonly PendingPause[]): Promise<Answer[]> {
  if (pauses.length === 0) return []
  const answered = await db
    .select({ path: waits.path, key: waits.key, answer: waits.answer })
    .from(waits)
    .where(and(eq(waits.runId, run.id), eq(waits.workspaceId, run.workspaceId), eq(waits.status, 'answered')))
  return pauses.flatMap(({ path, key, nodeId }): Answer[] => {
    const row = answered.find((wait) => wait.path === pathKey(path) && wait.key === key)
    return row ? [{ type: 'node-resume', path, nodeId, key, answer: row.answer ?? null, atMs: Date.now() }] : []
  })
}

async function end(system: System, run: RunRow, active: ActiveRun, error: AppError): Promise<void> {
  const atMs = Date.now()
  const stored = active.number({
    type: 'run-error',
    atMs,
    durationMs: elapsed(run.createdAt.getTime(), atMs),
    error: { code: error.code, message: error.message },
  })
  const { inputTokens, outputTokens, costMicros, hasUnknownCost } = run
  const totals = { inputTokens, outputTokens, costMicros: costMicros ?? 0, hasUnknownCost }
  await finishRun({ system, run, hasAsked: true }, await takeLast(system, run.id, stored), totals)
  runBus(system).wake(run.id)
}

export const cancelled = () => new AppError('CANCELLED', 'The run was stopped.')
const givenUp = (times: number) =>
  new AppError(
    'GAVE_UP',
    `The server stopped ${times} times at the same place of this run, so it was given up. Look at the step that was running, then retry.`,
  )
