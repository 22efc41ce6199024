import type { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { RunEvent } from './events'
import type { RunLimits } from './layers/limits'
import type { RunLayer } from './layers/run-layer'
import type { NodeDefinition } from './node-definition'
import type { GivenAnswer } from './pauses/pause'
import type { EnginePorts } from './ports'
import type { RunSeed } from './resume/run-seed'
import type { Stop } from './run/stop'
import type { VariableValues } from './variables/types'

export interface RunLogEntry {
  level: 'info' | 'error'
  message: string
  path: string[]
  /** The original error, if an unexpected one was converted to INTERNAL. */
  cause?: unknown
}

/** Makes events durable. */
export interface RunStore {
  /** Called in order, in the same tick as the event is created; never waits. */
  append(event: RunEvent): void
  /**
   * Resolves when all events appended so far are committed. With `sync` durability it is awaited before
   * successors start. It is always awaited before and after a node whose effect is `write`, and before a
   * pause that is the run's last event. Rejects when another driver owns the run: this driver then stops
   * without a last event.
   */
  committed(): Promise<void>
}

/** Everything that a run needs besides its plan. */
export interface Execution {
  runId: string
  /** The running app, which must not run as its own sub-app. */
  appId?: string
  inputs: JsonObject
  /** @throws if the type has no definition; the plan was compiled from the same registry. */
  definitions: (type: string) => NodeDefinition | Promise<NodeDefinition>
  ports: EnginePorts
  /** Ends the run immediately, with its reason as the error. */
  stop: Stop
  now: () => number
  /** 0 to 1, for the jitter of retries. */
  random: () => number
  layers?: readonly RunLayer[]
  /** Stricter than the general limits. */
  limits?: RunLimits
  /** Maximum parallel steps; 16 by default. */
  maxParallel?: number
  seed?: RunSeed
  store?: RunStore
  /**
   * `sync`: outputs of a node are stored before its successors start. `async` (default): at the
   * latest one flush later.
   */
  durability?: 'sync' | 'async'
  /** If false, nothing reads streamed text, so it is only emitted as part of the outputs. */
  stream?: boolean
  /** Shadow run: skips nodes that write, ask a person or wait, with their dependents. */
  isShadow?: boolean
  /** Uses the pinned outputs of nodes: draft runs only. */
  usePinned?: boolean
  /** Values of variables from before the run. */
  variables?: VariableValues
  /**
   * Called at the start of the run with a function that receives answers while it runs. The
   * function returns whether the answer is used now; otherwise it is in the stored events when the
   * run resumes.
   */
  onAnswerable?: (take: (answer: GivenAnswer) => boolean) => void
  log?: (entry: RunLogEntry) => void
  /**
   * Recognizes failures of the server itself, such as an unreachable database. The step is then tried again,
   * whatever its policy says. Returns null for failures of the step.
   */
  explainServerFailure?: (thrown: unknown) => AppError | null
}
