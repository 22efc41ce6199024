import type { Json, JsonObject } from '@/lib/core/json'
import type { RunError } from '../events'
import { pathKey } from '../state/path-key'
import type { VariableSet, VariableValues } from '../variables/types'

/** Results from earlier events that are not repeated. */
export interface RunSeed {
  /** Completions by `pathKey`, at any depth: outputs, or null for skipped. */
  completions: ReadonlyMap<string, JsonObject | null>
  /** Failures that ended a frame, by `pathKey`. They are final unless the container is retried. */
  failures: ReadonlyMap<string, RunError>
  /** Outputs of recorded sub-steps, by `stepKey`. */
  steps: ReadonlyMap<string, Json>
  /** Answers to pending inputs, by `stepKey`. */
  answers: ReadonlyMap<string, Json>
  /** Pending inputs that are stored already, by `stepKey`. */
  loggedSteps: ReadonlySet<string>
  /** Number of starts of each node, by `pathKey`. */
  starts: ReadonlyMap<string, number>
  /** Recorded results of tools by node id, used whenever a model calls the tool. */
  toolOutputs?: ReadonlyMap<string, JsonObject>
  /** Values of variables from before the first run, or null if unknown, and their changes. */
  variables: { initial: VariableValues | null; sets: readonly VariableSet[] }
  /** Set if the same run resumes, so that no event is repeated; null for a new run based on an older one. */
  resume: { startedAtMs: number; reason: 'answer' | 'recovery' } | null
}

export function stepKey(path: readonly string[], key: string): string {
  return `${pathKey(path)}#${key}`
}
