import 'server-only'
import type { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { explainDatabaseFailure } from '@/lib/db/errors/explain-failure'
import type { Execution, RunLogEntry } from '@/lib/engine/execution'
import { redact } from '@/lib/engine/layers/redact'
import type { RunLayer } from '@/lib/engine/layers/run-layer'
import type { UsageTotalLayer } from '@/lib/engine/layers/usage-total'
import type { NodeDefinition } from '@/lib/engine/node-definition'
import type { GivenAnswer } from '@/lib/engine/pauses/pause'
import type { EnginePorts } from '@/lib/engine/ports'
import type { RunSeed } from '@/lib/engine/resume/seed'
import type { Stop } from '@/lib/engine/run/stop'
import type { VariableValues } from '@/lib/engine/variables/types'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import { isNodeType } from '@/lib/nodes/manifests.gen'
import { runs as definitions } from '@/lib/nodes/runs.gen'
import { log } from '@/lib/platform/log'
import { sharedNow } from '@/lib/platform/shared-clock'
import type { RunRow } from '@/lib/services/runs/run-row'
import { variableKeys } from '@/lib/services/variables/variable-keys'
import { rejectionLayer } from '../admission/rejection-layer'
import { missingToolsLayer } from '../maintenance/alert-missing-tools'
import type { DriveStore } from './drive-store'
import { createAppsPort } from './ports/apps-port'
import { RunPorts } from './ports/run-ports'
import type { Drive } from './types'

/** Hard limits of every run; exceeding them is an error. */
const RUN_LIMITS = { maxEvents: 200_000, maxSteps: 10_000, wallClockSeconds: 3_600 }

/**
 * The engine's dependencies for a drive: the execution of a run by one process, from its claim to its end or pause. A
 * class, because V8 puts getters of object literals into the old generation, where they would retain the run until the
 * next full collection.
 */
export class DriveExecution implements Execution {
  readonly runId: string
  readonly appId: string
  readonly inputs: JsonObject
  readonly definitions = definitionOf
  readonly stop: Stop
  readonly now = now
  readonly random = Math.random
  readonly limits = RUN_LIMITS
  readonly layers: readonly RunLayer[]
  readonly usePinned: boolean
  readonly isShadow: boolean
  readonly stream: boolean
  readonly durability: RunRow['durability']
  readonly seed?: RunSeed
  readonly variables?: VariableValues
  readonly #drive: Drive
  readonly #secretsSeen = new Set<string>()
  #ports: EnginePorts | null = null

  constructor(
    drive: Drive,
    readonly store: DriveStore,
    total: UsageTotalLayer,
    variables: VariableValues | null,
  ) {
    const { system, run, active, plan, seed } = drive
    this.#drive = drive
    this.runId = run.id
    this.appId = run.appId
    const history = run.history.length > 0 ? { history: run.history.map((turn) => ({ ...turn })) } : {}
    this.inputs = { ...run.inputs, ...history }
    this.stop = active.stop
    this.layers = [
      redact(this.#secretsSeen),
      total,
      rejectionLayer(system, run, plan),
      missingToolsLayer(system, run, plan),
    ]
    this.usePinned = run.usePinned
    this.isShadow = run.shadowOf !== null
    this.stream = run.stream
    this.durability = run.durability
    if (seed) this.seed = seed
    if (variables) this.variables = variables
  }

  /** Created on first use: many runs never need them. */
  get ports(): EnginePorts {
    if (this.#ports) return this.#ports
    const { system, run } = this.#drive
    this.#ports = new RunPorts({
      system,
      caller: callerOf(run),
      stream: run.stream,
      revealedSecrets: this.#secretsSeen,
      apps: createAppsPort({ system, workspaceId: run.workspaceId, appId: run.appId }),
      variables: variableKeys(run),
      isRerun: run.sourceRunId !== null,
      isShadow: this.isShadow,
    })
    return this.#ports
  }

  onAnswerable(take: (answer: GivenAnswer) => boolean): void {
    const { store } = this
    this.#drive.active.answerable = { open: () => store.pauses(), take }
  }

  explainServerFailure(thrown: unknown): AppError | null {
    return explainDatabaseFailure(thrown)
  }

  log({ level, message, cause }: RunLogEntry): void {
    log()[level]({ runId: this.runId, cause }, message)
  }
}

const now = sharedNow

/** Loaded once per process: `import()` of a loaded module still costs more than most steps take. */
const loaded = new Map<string, NodeDefinition | Promise<NodeDefinition>>()

function definitionOf(type: string): NodeDefinition | Promise<NodeDefinition> {
  const cached = loaded.get(type)
  if (cached) return cached
  if (!isNodeType(type)) return Promise.reject(internalError(`Unknown node type ${type}`))
  const definition = definitions[type]().then((module): NodeDefinition => module.default)
  loaded.set(type, definition)
  definition.then(
    (resolved) => loaded.set(type, resolved),
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
  actsFor,
}: RunRow): Caller {
  return {
    workspaceId,
    appId,
    environment,
    versionId,
    runId: id,
    keyId,
    userId: startedBy,
    endUser,
    visitor,
    origin,
    groups: endUserGroups ?? [],
    actsFor,
  }
}
