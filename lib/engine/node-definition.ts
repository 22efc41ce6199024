import type { Json, JsonObject } from '@/lib/core/json'
import type { ParsedConfig } from '@/lib/graph/manifest'
import type { Plan } from '@/lib/graph/plan'
import type { ModelDecision, RunError, StepRecord, Usage } from './events'
import type { NodePaused, PauseRequest } from './pauses/pause'
import type { EnginePorts, ModelRef, ToolSpec } from './ports'

/** A tool as an agent sees it. */
export interface ToolCapability {
  kind: 'tool'
  specs(): Promise<ToolSpec[]>
  /** @returns what the model reads, at most 64 KB. Expected failures are thrown as AppError TOOL_FAILED. */
  call(name: string, args: JsonObject, callKey: string): Promise<Json | NodePaused>
  /** Whether a person should be asked before this tool is called, when the agent leaves it to the tool. */
  asksFirst?(name: string): boolean
  /** Its tools come from elsewhere, such as an MCP server: the trace shows that they were listed, and each call. */
  isToolbox?: true
}
export interface ChatModelCapability {
  kind: 'chat-model'
  model: ModelRef
  temperature?: number
  maxOutputTokens?: number
}
export type Capability = ToolCapability | ChatModelCapability

/** Everything a node may touch while it runs. */
export interface NodeContext {
  runId: string
  nodeId: string
  path: string[]
  /** `runId:path:nodeId`, for nodes whose effect is `write`. */
  idempotencyKey: string
  signal: AbortSignal
  ports: EnginePorts
  /** What is plugged into the node's capability ports. */
  bindings: Record<string, Capability[]>
  /** The values of the run's inputs, as the start node gives them out. */
  runInputs: JsonObject
  /** Streams text of the manifest's `streams` port. */
  emit(text: string): void
  /** Streams what the model thinks, which is no part of any port. */
  emitReasoning(text: string): void
  /** Records all that the model thought for an answer. */
  reasoned(text: string): void
  /** Takes back the last characters that were emitted. */
  rewind(characters: number): void
  usage(usage: Usage): void
  /** The model stopped at the longest answer that it may give; null: the service's own limit. */
  cut(maxOutputTokens: number | null): void
  /** What was decided on the way to an answer, for the trace. */
  decided(decision: ModelDecision): void
  log(message: string): void
  /** Runs `work` once and records it: a resumed run gets the recorded output back. */
  step(
    record: { key: string; kind: StepRecord['kind']; name: string; input: Json },
    work: () => Promise<Json>,
  ): Promise<Json>
  /** As `step`, for work that may have to wait; then nothing is recorded. */
  pausableStep(
    record: { key: string; kind: StepRecord['kind']; name: string; input: Json },
    work: () => Promise<Json | NodePaused>,
  ): Promise<Json | NodePaused>
  /** Stops the clock of the step's time limit while it waits for a slot. @returns starts it again */
  pauseTimeLimit(): () => void
  now(): number
  /**
   * The answer to a wait of this node, or undefined while there is none; then the node returns `nodePaused` once it has
   * asked for all that it needs. `key` is stable across restarts and unique in the node.
   */
  waitFor(key: string, request: PauseRequest): Json | undefined
  /** Of a container: runs its sub-graph once. `key` (such as the item's index) becomes part of the path. Parallel calls are fine. */
  runFrame(key: string, values: JsonObject): Promise<FrameOutcome>
  /** Runs another app's plan as a frame of this run, under the path `[…path, key]`. @throws LIMIT_EXCEEDED inside itself or too deep */
  runPlan(request: { key: string; plan: Plan; inputs: JsonObject; appId: string }): Promise<FrameOutcome>
}

/** How a frame ended. A cancelled run rejects instead. `paused`: the container returns `nodePaused` when nothing else is left to do. */
export type FrameOutcome =
  | { type: 'done'; outputs: JsonObject }
  | { type: 'failed'; error: RunError }
  | { type: 'paused' }

export interface NodeRunArguments<Config> {
  /** References are already replaced, except in fields whose encoding is `uri`, which are replaced and encoded. */
  config: Config
  /** Values by input port; a port without a live source is absent. */
  inputs: JsonObject
  ctx: NodeContext
}

export interface NodeDefinition<Config = ParsedConfig> {
  /** @returns values by output port. A port left out is skipped, and what hangs on it alone is skipped too. */
  run(args: NodeRunArguments<Config>): Promise<JsonObject | NodePaused>
  /** Makes the capability offered on the given output port. Only for nodes with capability outputs other than `tool`, or with a tool of their own. */
  bind?(args: { port: string; config: Config; ctx: NodeContext }): Promise<Capability>
}

export function defineNode<Config>(definition: NodeDefinition<Config>): NodeDefinition<Config> {
  return definition
}
