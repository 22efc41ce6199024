import type { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Plan, PlanNode } from '@/lib/graph/plan'
import type { RunEvent } from '../events'
import type { Execution } from '../execution'
import type { Frame } from '../frames/frame'
import type { FrameMemory } from '../frames/frame-memory'
import type { FrameOutcome, NodeDefinition } from '../node-definition'
import type { Waits } from '../pauses/pending-inputs'
import type { VariableLog } from '../variables/variable-log'
import type { Stop } from './stop'

/** A slot for a running step, released while the step waits for frames. */
export interface Slot {
  isHeld: boolean
}

/** A node to run: a step, or a call of a node connected as a tool. */
export interface NodeTask {
  frame: Frame
  node: PlanNode
  path: string[]
  stop: Stop
  /** A tool shares the slot of the calling step. */
  slot: Slot
  /** Number of started attempts. */
  attempts: number
  /** Whether it may restart in this execution, by its own policy or that of an enclosing container or agent. */
  isRetryable: boolean
  /** @throws INVALID_INPUT when a value does not fit its port. */
  inputs: () => JsonObject
}

export type NodeOutcome = { durationMs: number } & (
  | { type: 'done'; outputs: JsonObject }
  | { type: 'failed'; error: AppError }
  /** Waits for answers. */
  | { type: 'paused' }
  /** Skipped in a shadow run. */
  | { type: 'left-out' }
  /** The run ended, or the result is no longer needed. */
  | { type: 'stopped'; error: AppError }
)

export interface FrameRequest {
  task: NodeTask
  stop: Stop
  key: string
  plan: Plan
  values: JsonObject
  /** For a sub-app's plan, which is isolated from the enclosing frames. */
  app?: { id: string; inputs: JsonObject }
}

/** State shared by all nodes of a run. */
export interface RunSession {
  execution: Execution
  memory: FrameMemory
  waits: Waits
  variables: VariableLog
  /** Outputs of recorded sub-steps by `stepKey`: from the seed, and from this run for its retries. */
  steps: Map<string, Json>
  emit(event: RunEvent): void
  definition(type: string): NodeDefinition | Promise<NodeDefinition>
  /** Runs a node with retries and time limit; emits starts and retries, not the end. */
  runTask(task: NodeTask): Promise<NodeOutcome>
  /** Runs a frame; rejects when its node is ended. */
  runFrame(request: FrameRequest): Promise<FrameOutcome>
  /**
   * Resolves when everything emitted so far is stored; immediately without a store. Rejects when
   * another driver owns the run.
   */
  committed(): Promise<void>
}
