import type { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Plan, PlanNode, PlanSource } from '@/lib/graph/plan'
import type { RunEvent } from './events'
import type { Execution } from './execution'
import type { NodeDefinition } from './node-definition'

/** A node that is to run: a step, or a call of a node that is plugged in as a tool. */
export interface NodeTask {
  node: PlanNode
  path: string[]
  signal: AbortSignal
  /** @throws INVALID_INPUT when a value does not fit its port. */
  inputs: () => JsonObject
}

export type NodeOutcome = { durationMs: number } & (
  | { type: 'done'; outputs: JsonObject }
  | { type: 'failed'; error: AppError }
  /** The run ended, or nobody needs the result any more. */
  | { type: 'stopped'; error: AppError }
)

/** What all nodes of one run share. */
export interface RunSession {
  plan: Plan
  execution: Execution
  emit(event: RunEvent): void
  /** `undefined` when the source is skipped or gave nothing. */
  valueAt(source: PlanSource): Json | undefined
  definition(type: string): Promise<NodeDefinition>
  /** With retries and time limit; tells of starts and retries, not of the end. */
  runTask(task: NodeTask): Promise<NodeOutcome>
  /** Outputs of recorded sub-steps by `stepKey`: earlier ones of the seed, and those of this run for its retries. */
  steps: Map<string, Json>
}
