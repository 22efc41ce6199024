import 'server-only'
import { and, eq } from 'drizzle-orm'
import { raise } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { storable } from '@/lib/core/storable'
import { runs } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { execute } from '@/lib/engine/execute'
import { limits } from '@/lib/engine/layers/limits'
import { redact } from '@/lib/engine/layers/redact'
import { usageTotal } from '@/lib/engine/layers/usage-total'
import type { Plan } from '@/lib/graph/plan'
import { isNodeType } from '@/lib/nodes/manifests.gen'
import { runs as definitions } from '@/lib/nodes/runs.gen'
import { log } from '@/lib/platform/log'
import { type ActiveRun, activeRuns } from './active-runs'
import { createEnginePorts } from './engine-ports'
import { createAppsPort } from './run-other-app'
import { eventLog } from './run-services'
import type { StartRun } from './start-run'

/** Bounds that no run may pass; loud when it does. */
const RUN_LIMITS = { maxEvents: 200_000, maxSteps: 10_000, wallClockSeconds: 600 }

export interface DriveRun extends StartRun {
  runId: string
  plan: Plan
  active: ActiveRun
  /** Begins the run of another app inside this one. */
  startRun(request: StartRun): Promise<{ active: ActiveRun }>
}

/** Executes the plan, hands every event to readers and to the log, and writes how it ended. Never throws. */
export async function driveRun(run: DriveRun): Promise<void> {
  const eventsToStore = eventLog(run.system)
  const total = usageTotal()
  let last: RunEvent | null = null
  try {
    for await (const made of execute(run.plan, executionOf(run, total))) {
      // One NUL from a model or a web page would fail the statement that stores the events of all runs.
      const event = storable(made)
      // What follows the last event must find the run finished in the database.
      if (event.type === 'run-end' || event.type === 'run-error') {
        last = event
        break
      }
      const { seq } = run.active.publish(event)
      eventsToStore.append(run.runId, seq, event)
    }
  } catch (cause) {
    log().error({ cause, runId: run.runId }, 'a run broke')
  }
  const end = last ?? brokenEnd()
  eventsToStore.append(run.runId, run.active.events.length + 1, end)
  await finish(run, end, total.total()).catch((cause: unknown) =>
    log().error({ cause, runId: run.runId }, 'a run was not stored'),
  )
  run.active.publish(end)
  run.active.end()
  activeRuns().delete(run.runId)
}

function executionOf(run: DriveRun, total: ReturnType<typeof usageTotal>) {
  const secretsSeen = new Set<string>()
  const history = run.history.length > 0 ? { history: run.history.map((turn) => ({ ...turn })) } : {}
  const inputs: JsonObject = { ...run.inputs, ...history }
  return {
    runId: run.runId,
    inputs,
    definitions: async (type: string) =>
      isNodeType(type) ? (await definitions[type]()).default : raise('INTERNAL', `There is no node type ${type}.`),
    ports: createEnginePorts({
      system: run.system,
      workspaceId: run.workspaceId,
      secretsSeen,
      apps: createAppsPort(run),
    }),
    signal: run.active.controller.signal,
    now: () => Date.now(),
    random: Math.random,
    layers: [limits(RUN_LIMITS), redact(() => secretsSeen), total],
    usePinned: run.usePinned ?? false,
    log: (entry: { level: 'info' | 'error'; message: string; cause?: unknown }) =>
      log()[entry.level]({ runId: run.runId, cause: entry.cause }, entry.message),
  }
}

type Total = ReturnType<ReturnType<typeof usageTotal>['total']>

async function finish(run: DriveRun, end: RunEvent, total: Total): Promise<void> {
  // A run whose events are lost must still end in the database.
  await eventLog(run.system)
    .flush()
    .catch((cause: unknown) => log().error({ cause, runId: run.runId }, 'run events were not stored'))
  await run.system.db
    .update(runs)
    .set({
      ...outcomeOf(end),
      inputTokens: total.inputTokens,
      outputTokens: total.outputTokens,
      costMicros: total.costMicros,
      endedAt: new Date(),
    })
    .where(and(eq(runs.id, run.runId), eq(runs.workspaceId, run.workspaceId)))
}

export function outcomeOf(end: RunEvent): Partial<typeof runs.$inferInsert> {
  if (end.type === 'run-end') return { status: 'succeeded', outputs: end.outputs, durationMs: end.durationMs }
  if (end.type !== 'run-error') return {}
  const status = end.error.code === 'CANCELLED' ? 'cancelled' : 'failed'
  return { status, error: end.error.message, errorCode: end.error.code, durationMs: end.durationMs }
}

function brokenEnd(): RunEvent {
  return {
    type: 'run-error',
    atMs: Date.now(),
    durationMs: 0,
    error: { code: 'INTERNAL', message: 'The run broke off. Please try again.' },
  }
}
