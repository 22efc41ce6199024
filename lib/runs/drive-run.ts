import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { executeToEnd } from '@/lib/engine/execute'
import type { Execution } from '@/lib/engine/execution'
import { limits } from '@/lib/engine/layers/limits'
import { redact } from '@/lib/engine/layers/redact'
import { emptyUsageTotal, type UsageTotal, usageTotal } from '@/lib/engine/layers/usage-total'
import type { NodeDefinition } from '@/lib/engine/node-definition'
import type { RunSeed } from '@/lib/engine/seed'
import type { Plan } from '@/lib/graph/plan'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import { isNodeType } from '@/lib/nodes/manifests.gen'
import { runs as definitions } from '@/lib/nodes/runs.gen'
import { log } from '@/lib/platform/log'
import type { System } from '@/lib/services/system'
import { type ActiveRun, activeRuns } from './active-runs'
import { hasFollowers } from './after-run'
import { DriveStore } from './drive-store'
import { createEnginePorts } from './engine-ports'
import { finishAlone, finishRun } from './finish-run'
import type { RunRow } from './insert-run'
import { refusalLayer } from './note-run-refusal'
import { createAppsPort } from './run-other-app'
import { eventLog, runBus } from './run-services'
import { takeLast } from './store-last'
import { type PendingPause, suspendRun } from './suspend-run'

/** Bounds that no run may pass; loud when it does. */
const RUN_LIMITS = { maxEvents: 200_000, maxSteps: 10_000, wallClockSeconds: 3_600 }

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
  const store = new DriveStore(drive)
  const total = usageTotal()
  try {
    // Events leave through the store, in the tick in which they are made.
    await executeToEnd(drive.plan, executionOf(drive, store, total))
  } catch (cause) {
    log().error({ cause, runId: run.id }, 'a run broke')
  }
  // What is said leaves first, here and in the runs whose answers came at the same moment.
  if (active.isFollowed()) await new Promise(setImmediate)
  const end = active.isGone() ? null : (store.end ?? active.number(brokenEnd()))
  const isStored = end !== null && (await settle(drive, end, store, total.total()))
  eventLog(system).forget(run.id)
  activeRuns().delete(run.id)
  if (end && isStored) {
    active.show(end)
    runBus(system).publish(new Map([[run.id, [end]]]))
  }
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
    if (end.event.type === 'run-pause')
      return await suspendRun(drive, await takeLast(drive.system, drive.run.id, end), store.pauses(), sum)
    const hasAsked = drive.before !== undefined || (await store.hasAsked())
    if (!hasAsked && !hasFollowers(drive.run, end.event)) return await finishAlone(drive, end, sum)
    return await finishRun({ ...drive, hasAsked }, await takeLast(drive.system, drive.run.id, end), sum)
  } catch (cause) {
    log().error({ cause, runId: drive.run.id }, 'the end of a run was not stored')
    return false
  }
}

function executionOf(drive: Drive, store: DriveStore, total: ReturnType<typeof usageTotal>): Execution {
  const { system, run, active, seed } = drive
  const secretsSeen = new Set<string>()
  const history = run.history.length > 0 ? { history: run.history.map((turn) => ({ ...turn })) } : {}
  const inputs: JsonObject = { ...run.inputs, ...history }
  let ports: Execution['ports'] | undefined
  const makePorts = () =>
    createEnginePorts({
      system,
      caller: callerOf(run),
      stream: run.stream,
      secretsSeen,
      apps: createAppsPort({ system, workspaceId: run.workspaceId, appId: run.appId }),
    })
  return {
    runId: run.id,
    appId: run.appId,
    inputs,
    definitions: definitionOf,
    // Made when a step first reaches for one: many runs never do.
    get ports() {
      ports ??= makePorts()
      return ports
    },
    signal: active.controller.signal,
    now: () => Date.now(),
    random: Math.random,
    layers: [limits(RUN_LIMITS), redact(() => secretsSeen), total, refusalLayer(system, run, drive.plan)],
    usePinned: run.usePinned,
    isShadow: run.shadowOf !== null,
    stream: run.stream,
    durability: run.durability,
    store,
    onAnswerable: (take) => {
      active.takeAnswer = take
      active.openQuestions = () => store.pauses()
    },
    ...(seed ? { seed } : {}),
    log: (entry) => log()[entry.level]({ runId: run.id, cause: entry.cause }, entry.message),
  }
}

/** Loaded once a process: even a module that is there already costs `import()` more than most steps take. */
const loaded = new Map<string, NodeDefinition | Promise<NodeDefinition>>()

function definitionOf(type: string): NodeDefinition | Promise<NodeDefinition> {
  const known = loaded.get(type)
  if (known) return known
  if (!isNodeType(type)) return Promise.reject(new AppError('INTERNAL', `There is no node type ${type}.`))
  const definition = definitions[type]().then((module): NodeDefinition => module.default)
  loaded.set(type, definition)
  definition.then(
    (there) => loaded.set(type, there),
    () => loaded.delete(type),
  )
  return definition
}

function callerOf({
  id,
  workspaceId,
  appId,
  environment,
  versionId,
  keyId,
  startedBy,
  endUser,
  endUserGroups,
  visitor,
  origin,
}: RunRow): Caller {
  return {
    ...{ workspaceId, appId, environment, versionId, runId: id, keyId, userId: startedBy, endUser, visitor, origin },
    groups: endUserGroups ?? [],
  }
}

function brokenEnd(): RunEvent {
  return {
    type: 'run-error',
    atMs: Date.now(),
    durationMs: 0,
    error: { code: 'INTERNAL', message: 'The run broke off. Please try again.' },
  }
}
