import type { ErrorCode } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { PauseRequest } from './pauses/pause'

export interface RunError {
  code: ErrorCode
  message: string
  nodeId?: string
  /** How long the service that failed asks callers to wait. */
  retryAfterSeconds?: number
  /** The call was blocked: the address of this computer that an owner may allow. */
  localAddress?: string
}

export interface Usage {
  /** `connectionId/model` or `builtin/<model>`. */
  model: string
  inputTokens: number
  outputTokens: number
  /** Part of the input tokens that the service had cached. */
  cachedInputTokens?: number
  /** Part of the input tokens that the service put into its cache, where that has a price of its own. */
  cacheWriteTokens?: number
  /** Millionths of a US dollar; null when the price is unknown. */
  costMicros: number | null
  /** True when counted by our tokenizer because the provider sent no usage. */
  estimated: boolean
}

/** What the gateway decided for a call of a model: for the trace. */
export interface ModelDecision {
  kind: 'route' | 'retry' | 'fallback' | 'hedge' | 'breaker' | 'cache' | 'budget' | 'canary' | 'key'
  /** In words. */
  message: string
  /** `connection/model` that was chosen or left, where there is one. */
  model?: string
}

/** `path` is the way to the node through containers and tools: [nodeId] at the top, [agentId, 'call-1', nodeId] in a tool call. */
interface NodeEvent {
  path: string[]
  nodeId: string
  atMs: number
}

/**
 * Everything that happens in a run. Stored in order; state, trace, cost and resume are folds over it.
 * `node-delta` is streamed and kept only for a short time.
 */
export type RunEvent =
  | { type: 'run-start'; atMs: number; planHash: string; inputs: JsonObject }
  | ({ type: 'node-start'; attempt: number; inputs: JsonObject } & NodeEvent)
  | ({ type: 'node-delta'; port: string; text: string } & NodeEvent)
  /** All that the model thought before its answer, once it has answered. */
  | ({ type: 'node-reasoning'; text: string } & NodeEvent)
  /** The last so many characters that streamed are taken back: another model begins its answer anew. */
  | ({ type: 'node-rewind'; characters: number } & NodeEvent)
  | ({ type: 'node-usage'; usage: Usage } & NodeEvent)
  /** The model stopped at the longest answer that it may give, so the end of the answer is missing. */
  | ({ type: 'node-cut'; maxOutputTokens: number | null } & NodeEvent)
  | ({ type: 'node-decision'; decision: ModelDecision } & NodeEvent)
  /** A recorded sub-step (a model or tool call of an agent); on resume it is not repeated. */
  | ({ type: 'node-step'; step: StepRecord } & NodeEvent)
  | ({ type: 'node-end'; outputs: JsonObject; durationMs: number; pinned?: boolean } & NodeEvent)
  /** `reason`: absent where nothing reached it; `shadow`: it writes, asks or waits, which a shadow does not. */
  | ({ type: 'node-skip'; reason?: 'shadow' } & NodeEvent)
  | ({ type: 'node-retry'; attempt: number; delayMs: number; error: RunError } & NodeEvent)
  /** The node failed for good. `handled` says that the run goes on (default value or error port). */
  | ({ type: 'node-error'; error: RunError; handled: boolean; outputs?: JsonObject; durationMs: number } & NodeEvent)
  /** The node waits; `key` is unique among the waits of its path. */
  | ({ type: 'node-pause'; key: string; request: PauseRequest } & NodeEvent)
  | ({ type: 'node-resume'; key: string; answer: Json } & NodeEvent)
  /** Nothing can go on until an answer comes: the driver lets go of the run. */
  | { type: 'run-pause'; atMs: number }
  /** A driver took the run up from its stored events. */
  | { type: 'run-resume'; atMs: number; reason: 'answer' | 'recovery' }
  | { type: 'run-end'; atMs: number; durationMs: number; outputs: JsonObject }
  | { type: 'run-error'; atMs: number; durationMs: number; error: RunError }

export interface StepRecord {
  key: string
  kind: 'model' | 'tool' | 'other'
  name: string
  input: Json
  output: Json
  error?: RunError
  durationMs: number
}

export type RunEventType = RunEvent['type']
