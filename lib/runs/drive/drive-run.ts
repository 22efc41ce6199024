import 'server-only'
import { retry } from '@/lib/db/errors/retry'
import { retryRead } from '@/lib/db/errors/retry-read'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { executeToEnd } from '@/lib/engine/execute'
import { emptyUsageTotal, type UsageTotal, usageTotal } from '@/lib/engine/layers/usage-total'
import type { VariableValues } from '@/lib/engine/variables/types'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'
import { sharedNow } from '@/lib/platform/shared-clock'
import { loadVariables } from '@/lib/services/variables/load-variables'
import { variableKeys } from '@/lib/services/variables/variable-keys'
import { previewAnswer } from '../channels/preview-answer'
import { activeRuns } from '../log/active-runs'
import { DriveExecution } from './drive-execution'
import { DriveStore } from './drive-store'
import { finishOneRun, finishRun, hasFollowers } from './finish-run'
import { eventLog, runBus } from './run-services'
import { takeLastEvent } from './store-last'
import { suspendRun } from './suspend-run'
import type { Drive } from './types'

/** Executes the plan, passes every event to readers and to the log, and stores the outcome. Never throws. */
export async function driveRun(drive: Drive): Promise<void> {
  const { system, run, active } = drive
  active.about = run
  const store = new DriveStore(drive)
  const total = usageTotal()
  const preview = new AbortController()
  if (run.callback) void previewAnswer(drive, preview.signal)
  try {
    // Events leave through the store, in the tick in which they are created.
    await executeToEnd(drive.plan, new DriveExecution(drive, store, total, await storedVariables(drive)))
  } catch (cause) {
    log().error({ cause, runId: run.id }, 'run crashed')
  }
  preview.abort()
  // Yields, so that this answer and those of other runs at the same moment are sent first.
  if (active.isFollowed()) await new Promise(setImmediate)
  const end = active.isReleased() ? null : (store.end ?? active.number(brokenEnd()))
  const isStored = end !== null && (await settle(drive, end, store, total.total()))
  eventLog(system).remove(run.id)
  if (end && isStored) {
    active.show(end)
    runBus(system).publish(new Map([[run.id, [end]]]))
  }
  activeRuns().delete(run.id)
  runBus(system).remove(run.id)
  active.end()
}

/** Reads the variables when the run starts. A resumed or repeated run has them in its events. */
async function storedVariables({ system, run, plan, seed }: Drive): Promise<VariableValues | null> {
  const isStored = plan.environment.length > 0 || plan.variables.some(({ scope }) => scope !== 'run')
  if (!isStored || seed?.resume || seed?.variables.initial) return null
  const { appId } = run
  const { variables, environment } = plan
  return retryRead(() => loadVariables(system.db, variableKeys(run), { appId, variables, environment }))
}

/**
 * Stores the end or the pause of the run.
 * @returns false when another process drives the run or the database is unreachable: the run then resumes from its
 * stored events
 */
async function settle(drive: Drive, end: StoredRunEvent, store: DriveStore, total: UsageTotal): Promise<boolean> {
  const usageBefore = drive.before?.total ?? emptyUsageTotal()
  const sum = {
    inputTokens: usageBefore.inputTokens + total.inputTokens,
    outputTokens: usageBefore.outputTokens + total.outputTokens,
    costMicros: usageBefore.costMicros + total.costMicros,
    hasUnknownCost: usageBefore.hasUnknownCost || total.hasUnknownCost,
  }
  try {
    if (end.event.type === 'run-pause') {
      const last = await takeLastEvent(drive.system, drive.run.id, end)
      return await retry(() => suspendRun(drive, last, store.pauses(), sum))
    }
    const hasPausedBefore = drive.before !== undefined || (await store.hasPausedBefore())
    if (!hasPausedBefore && !hasFollowers(drive.run, end.event)) return await finishOneRun(drive, end, sum)
    const last = await takeLastEvent(drive.system, drive.run.id, end)
    return await retry(() => finishRun({ ...drive, hasPausedBefore }, last, sum))
  } catch (cause) {
    // `releaseLost` later gives the run to any process with capacity.
    log().error({ cause, runId: drive.run.id }, 'failed to store the end of a run')
    return false
  }
}

function brokenEnd(): RunEvent {
  return {
    type: 'run-error',
    atMs: sharedNow(),
    durationMs: 0,
    error: { code: 'INTERNAL', ...problem('engine.brokeOff') },
  }
}
