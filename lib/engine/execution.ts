import type { JsonObject } from '@/lib/core/json'
import type { RunEvent } from './events'
import type { RunLimits } from './layers/limits'
import type { RunLayer } from './layers/run-layer'
import type { NodeDefinition } from './node-definition'
import type { GivenAnswer } from './pauses/pause'
import type { EnginePorts } from './ports'
import type { RunSeed } from './resume/run-seed'
import type { Stop } from './run/stop'

export interface RunLogEntry {
  level: 'info' | 'error'
  message: string
  path: string[]
  /** What was thrown, where an unexpected error left as INTERNAL. */
  cause?: unknown
}

/** Where events become durable. */
export interface RunStore {
  /** Called in order, in the same tick as the event is made; never waits. */
  append(event: RunEvent): void
  /**
   * Resolves when all events appended so far are committed. Awaited before successors start when durability is `sync`,
   * and in any case before a node whose effect is `write` starts, after it ended, and before a pause is the run's last event.
   * Rejects when another driver owns the run: then this one stops without a last event.
   */
  committed(): Promise<void>
}

/** All that a run needs beside its plan. */
export interface Execution {
  runId: string
  /** The app that runs, so that no other app runs it inside. */
  appId?: string
  inputs: JsonObject
  /** @throws when the type has no definition; the plan was compiled from the same registry. */
  definitions: (type: string) => NodeDefinition | Promise<NodeDefinition>
  ports: EnginePorts
  /** Ending it ends the run at once, with its reason as the error. */
  stop: Stop
  now: () => number
  /** 0 to 1, for the jitter of retries. */
  random: () => number
  layers?: readonly RunLayer[]
  /** Narrower than what any run may do. */
  limits?: RunLimits
  /** Steps that run at the same time; 16 when absent. */
  maxParallel?: number
  seed?: RunSeed
  store?: RunStore
  /** `sync`: what a node gave is stored before its successors start. `async` (default): a flush later at most. */
  durability?: 'sync' | 'async'
  /** false: nobody reads texts as they grow. They are among the outputs of their steps, and are not told before. */
  stream?: boolean
  /** A shadow: what would change something, ask a person or wait is left out, with what hangs on it. */
  isShadow?: boolean
  /** Use the outputs that nodes are pinned to: runs of a draft only. */
  usePinned?: boolean
  /**
   * Called when the run begins, with what takes answers that come while it goes on. It says whether the answer is used
   * now; one that is not is among the stored events when the run is taken up again.
   */
  onAnswerable?: (take: (given: GivenAnswer) => boolean) => void
  log?: (entry: RunLogEntry) => void
}
