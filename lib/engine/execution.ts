import type { JsonObject } from '@/lib/core/json'
import type { RunLayer } from './layers/run-layer'
import type { NodeDefinition } from './node-definition'
import type { EnginePorts } from './ports'
import type { RunSeed } from './seed'

export interface RunLogEntry {
  level: 'info' | 'error'
  message: string
  path: string[]
  /** What was thrown, where an unexpected error left as INTERNAL. */
  cause?: unknown
}

/** All that a run needs beside its plan. */
export interface Execution {
  runId: string
  inputs: JsonObject
  /** @throws when the type has no definition; the plan was compiled from the same registry. */
  definitions: (type: string) => Promise<NodeDefinition>
  ports: EnginePorts
  /** Aborting it ends the run at once with CANCELLED, or with the AppError given as its reason. */
  signal: AbortSignal
  now: () => number
  /** 0 to 1, for the jitter of retries. */
  random: () => number
  layers?: readonly RunLayer[]
  /** Steps that run at the same time; 16 when absent. */
  maxParallel?: number
  seed?: RunSeed
  /** Use the outputs that nodes are pinned to: runs of a draft only. */
  usePinned?: boolean
  log?: (entry: RunLogEntry) => void
}
