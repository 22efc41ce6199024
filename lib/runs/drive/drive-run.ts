import 'server-only'
import { retry } from '@/lib/db/retry'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { executeToEnd } from '@/lib/engine/execute'
import { emptyUsageTotal, type UsageTotal, usageTotal } from '@/lib/engine/layers/usage-total'
import type { RunSeed } from '@/lib/engine/resume/seed'
import type { Plan } from '@/lib/graph/plan'
import { log } from '@/lib/platform/log'
import { sharedNow } from '@/lib/platform/shared-clock'
import type { System } from '@/lib/services/system'
import { type ActiveRun, activeRuns } from './active-runs'
import { hasFollowers } from './after-run'
import { DriveExecution } from './drive-execution'
import { DriveStore } from './drive-store'
import { finishAlone, finishRun } from './finish-run'
import type { RunRow } from './insert-run'
import { eventLog, runBus } from './run-services'
import { takeLast } from './store-last'
import { type PendingPause, suspendRun } from './suspend-run'

export interface Drive {
  system: System
  run: RunRow
  plan: Plan
  active: ActiveRun
  /** What is known from stored events: of this run when it goes on, of another when this one is made from it. */
  seed?: RunSeed
  /** Of an earlier drive of the same run. */
  before?: { total: UsageTotal; pauses: readonly PendingPause[] }
}

/** Executes the plan, hands every event to readers and to the log, and stores how it ended. Never throws. */
export async function driveRun(drive: Drive): Promise<void> {
  const { system, run, active } = drive
  active.about = run
  const store = new DriveStore(drive)
  const total = usageTotal()
  try {
    // Events leave through the store, in the tick in which they are made.
    await executeToEnd(drive.plan, new DriveExecution(drive, store, total))
  } catch (cause) {
    log().error({ cause, runId: run.id }, 'a run broke')
  }
  // What is said leaves first, here and in the runs whose answers came at the same moment.
  if (active.isFollowed()) await new Promise(setImmediate)
  const end = active.isGone() ? null : (store.end ?? active.number(brokenEnd()))
  const isStored = end !== null && (await settle(drive, end, store, total.total()))
  eventLog(system).forget(run.id)
  if (end && isStored) {
    active.show(end)
    runBus(system).publish(new Map([[run.id, [end]]]))
  }
  activeRuns().delete(run.id)
  runBus(system).forget(run.id)
  active.end()
}

/** @returns false when the run is not ours any more, or the database is away: then it goes on from its stored events. */
async function settle(drive: Drive, end: StoredRunEvent, store: DriveStore, total: UsageTotal): Promise<boolean> {
  const before = drive.before?.total ?? emptyUsageTotal()
  const sum = {
    inputTokens: before.inputTokens + total.inputTokens,
    outputTokens: before.outputTokens + total.outputTokens,
    costMicros: before.costMicros + total.costMicros,
    hasUnknownCost: before.hasUnknownCost || total.hasUnknownCost,
  }
  try {
    if (end.event.type === 'run-pause') {
      const last = await takeLast(drive.system, drive.run.id, end)
      return await retry(() => suspendRun(drive, last, store.pauses(), sum))
    }
    const asking = drive.before !== undefined || store.hasAsked()
    const hasAsked = asking instanceof Promise ? await asking : asking
    if (!hasAsked && !hasFollowers(drive.run, end.event)) return await finishAlone(drive, end, sum)
    const last = await takeLast(drive.system, drive.run.id, end)
    return await retry(() => finishRun({ ...drive, hasAsked }, last, sum))
  } catch (cause) {
    // `releaseLost` gives it to any process that has room for it.
    log().error({ cause, runId: drive.run.id }, 'the end of a run was not stored')
    return false
  }
}

function brokenEnd(): RunEvent {
  return {
    type: 'run-error',
    atMs: sharedNow(),
    durationMs: 0,
    error: { code: 'INTERNAL', message: 'The run broke off. Please try again.' },
  }
}
