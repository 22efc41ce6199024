import type { Json, JsonObject } from '@/lib/core/json'
import type { ParsedConfig } from '@/lib/graph/manifest'
import type { Plan } from '@/lib/graph/plan'
import type { ModelDecision, RunError, StepRecord, Usage } from './events'
import type { ModelRef, ToolSpec } from './model-requests'
import type { NodePaused, PauseRequest } from './pauses/pause'
import type { EnginePorts } from './ports'
import type { Assignment } from './variables/types'

/** A tool as an agent sees it. */
export interface ToolCapability {
  kind: 'tool'
  specs(): Promise<ToolSpec[]>
  /**
   * @param ctx of this call, for toolboxes: steps recorded in it belong to the call
   * @returns text for the model, at most 64 KB. Expected failures are thrown as AppError TOOL_FAILED.
   */
  call(name: string, args: JsonObject, callKey: string, ctx?: NodeContext): Promise<Json | NodePaused>
  /** Whether this tool needs approval, if the agent leaves the decision to the tool. */
  asksFirst?(name: string): boolean
  /** Provides external tools, such as an MCP server: the trace shows the listing and each call. */
  isToolbox?: true
  /** Whether the agent fails when the tools cannot be listed. */
  isRequired?: true
}
export interface ChatModelCapability {
  kind: 'chat-model'
  model: ModelRef
  temperature?: number
  maxOutputTokens?: number
}
export type Capability = ToolCapability | ChatModelCapability

/** Everything that a node can access while it runs. */
export interface NodeContext {
  runId: string
  nodeId: string
  path: string[]
  /** `runId:path:nodeId`, for nodes whose effect is `write`. */
  idempotencyKey: string
  signal: AbortSignal
  ports: EnginePorts
  /** Capabilities connected to the node's capability ports. */
  bindings: Record<string, Capability[]>
  /** The run's inputs, as returned by the start node. */
  runInputs: JsonObject
  /** Streams text of the manifest's `streams` port. */
  emit(text: string): void
  /** Streams the model's reasoning, which belongs to no port. */
  emitReasoning(text: string): void
  /** Records the complete reasoning for an answer. */
  reasoned(text: string): void
  /** Retracts the last emitted characters. */
  rewind(characters: number): void
  usage(usage: Usage): void
  /** Records that the answer was truncated at this limit; null for the service's own. */
  cut(maxOutputTokens: number | null): void
  /** Records a decision about the answer in the trace. */
  decided(decision: ModelDecision): void
  log(message: string): void
  /** Runs `work` once and records it: a resumed run gets the recorded output. */
  step(
    record: { key: string; kind: StepRecord['kind']; name: string; input: Json },
    work: () => Promise<Json>,
  ): Promise<Json>
  /** The recorded output of a step of this node, also from before a crash; undefined if it never ran. */
  recorded(key: string): Json | undefined
  /** Like `step`, for work that may have to wait; in that case nothing is recorded. */
  pausableStep(
    record: { key: string; kind: StepRecord['kind']; name: string; input: Json },
    work: () => Promise<Json | NodePaused>,
  ): Promise<Json | NodePaused>
  /**
   * Changes variables of the app, all or none. A node that runs again gets the first results. @returns the new values
   * by name. @throws INVALID_INPUT
   */
  assign(assignments: readonly Assignment[]): Promise<JsonObject>
  /** Pauses the step's time limit while it waits for a slot. @returns function that resumes it */
  pauseTimeLimit(): () => void
  now(): number
  /**
   * The answer to a pending input of this node, or undefined; in that case the node returns
   * `nodePaused` once it has asked for everything that it needs. `key` is stable across restarts
   * and unique in the node.
   */
  waitFor(key: string, request: PauseRequest): Json | undefined
  /**
   * For containers: runs the sub-graph once. `key` (such as the item's index) becomes part of the
   * path. Parallel calls are allowed.
   */
  runFrame(key: string, values: JsonObject): Promise<FrameOutcome>
  /**
   * Runs another app's plan as a frame of this run, under the path `[…path, key]`. @throws
   * LIMIT_EXCEEDED for recursion, or nesting too deep
   */
  runPlan(request: { key: string; plan: Plan; inputs: JsonObject; appId: string }): Promise<FrameOutcome>
}

/**
 * The end of a frame. A cancelled run rejects instead. `paused`: the container returns `nodePaused`
 * when nothing else remains.
 */
export type FrameOutcome =
  /** `broke`: a step ended the container with this value. */
  | { type: 'done'; outputs: JsonObject; broke?: { value: Json } }
  | { type: 'failed'; error: RunError }
  | { type: 'paused' }

export interface NodeRunArguments<Config> {
  /** With references replaced; in fields with encoding `uri` the values are percent-encoded. */
  config: Config
  /** Values by input port; a port without a live source is absent. */
  inputs: JsonObject
  ctx: NodeContext
}

export interface NodeDefinition<Config = ParsedConfig> {
  /** @returns values by output port. A missing port is skipped, with its exclusive dependents. */
  run(args: NodeRunArguments<Config>): Promise<JsonObject | NodePaused>
  /**
   * Creates the capability offered on the given output port. Only for nodes with capability outputs
   * other than `tool`, or with a custom tool.
   */
  bind?(args: { port: string; config: Config; inputs: JsonObject; ctx: NodeContext }): Promise<Capability>
}

export function defineNode<Config>(definition: NodeDefinition<Config>): NodeDefinition<Config> {
  return definition
}
