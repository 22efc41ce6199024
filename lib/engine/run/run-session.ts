import type { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Plan, PlanNode } from '@/lib/graph/plan'
import type { RunEvent } from '../events'
import type { Execution } from '../execution'
import type { Frame } from '../frames/frame'
import type { FrameMemory } from '../frames/frame-memory'
import type { FrameOutcome, NodeDefinition } from '../node-definition'
import type { Waits } from '../pauses/pending-inputs'
import type { Stop } from './stop'

/** A place among the steps that run at the same time. Given back while its step waits for frames. */
export interface Slot {
  isHeld: boolean
}

/** A node that is to run: a step, or a call of a node that is plugged in as a tool. */
export interface NodeTask {
  frame: Frame
  node: PlanNode
  path: string[]
  stop: Stop
  /** A tool shares the place of the step that calls it. */
  slot: Slot
  /** Attempts of this task that have begun. */
  attempts: number
  /** It may begin anew in this drive, by its own policy or that of a container or an agent around it. */
  isRetried: boolean
  /** @throws INVALID_INPUT when a value does not fit its port. */
  inputs: () => JsonObject
}

export type NodeOutcome = { durationMs: number } & (
  | { type: 'done'; outputs: JsonObject }
  | { type: 'failed'; error: AppError }
  /** It has asked for answers that are not there yet. */
  | { type: 'paused' }
  /** A shadow does not do what this step does. */
  | { type: 'left-out' }
  /** The run ended, or nobody needs the result any more. */
  | { type: 'stopped'; error: AppError }
)

export interface FrameRequest {
  task: NodeTask
  stop: Stop
  key: string
  plan: Plan
  values: JsonObject
  /** Another app's plan: it sees nothing of what is around it. */
  app?: { id: string; inputs: JsonObject }
}

/** What all nodes of one run share. */
export interface RunSession {
  execution: Execution
  memory: FrameMemory
  waits: Waits
  /** Outputs of recorded sub-steps by `stepKey`: earlier ones of the seed, and those of this run for its retries. */
  steps: Map<string, Json>
  emit(event: RunEvent): void
  definition(type: string): NodeDefinition | Promise<NodeDefinition>
  /** With retries and time limit; tells of starts and retries, not of the end. */
  runTask(task: NodeTask): Promise<NodeOutcome>
  /** Rejects when its node is ended. */
  runFrame(request: FrameRequest): Promise<FrameOutcome>
  /** Resolves when all that was said so far is stored; at once without a store. Rejects when the run is another driver's now. */
  committed(): Promise<void>
}
