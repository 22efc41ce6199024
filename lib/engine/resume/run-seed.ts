import type { Json, JsonObject } from '@/lib/core/json'
import type { RunError } from '../events'
import { pathKey } from '../state/path-key'

/** What is known from earlier events, so that it is not done again. */
export interface RunSeed {
  /** By `pathKey`, at any depth: outputs, or null for skipped. */
  completions: ReadonlyMap<string, JsonObject | null>
  /** By `pathKey`: failures that ended a frame. They are not tried again unless the container is. */
  failures: ReadonlyMap<string, RunError>
  /** Outputs of recorded sub-steps, by `stepKey`. */
  steps: ReadonlyMap<string, Json>
  /** Answers to waits, by `stepKey`. */
  answers: ReadonlyMap<string, Json>
  /** Waits that are stored already, by `stepKey`. */
  told: ReadonlySet<string>
  /** How often each node has started, by `pathKey`. */
  starts: ReadonlyMap<string, number>
  /** The same run goes on: no event is repeated. Null for a new run made from an older one. */
  resume: { startedAtMs: number; reason: 'answer' | 'recovery' } | null
}

export function stepKey(path: readonly string[], key: string): string {
  return `${pathKey(path)}#${key}`
}
