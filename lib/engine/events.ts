import type { ErrorCode } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Problem } from '@/lib/messages/problems/types'
import type { PauseRequest } from './pauses/pause'
import type { VariableSet, VariableValues } from './variables/types'

export interface RunError extends Problem {
  code: ErrorCode
  nodeId?: string
  /** Retry-After of the failing service. */
  retryAfterSeconds?: number
  /** The local address that an owner can allow, if the call was blocked. */
  localAddress?: string
}

export interface Usage {
  /** `connectionId/model` or `builtin/<model>`. */
  model: string
  inputTokens: number
  outputTokens: number
  /** Part of the input tokens that was read from the service's cache. */
  cachedInputTokens?: number
  /** Part of the input tokens that was written to the service's cache, if that has its own price. */
  cacheWriteTokens?: number
  /** Millionths of a US dollar; null when the price is unknown. */
  costMicros: number | null
  /** True if counted by our tokenizer because the provider sent no usage. */
  estimated: boolean
}

/** A decision of the gateway about a model call, for the trace. */
export interface ModelDecision extends Problem {
  kind: 'route' | 'retry' | 'fallback' | 'hedge' | 'breaker' | 'cache' | 'budget' | 'canary' | 'key'
  /** The `connection/model` that was selected or skipped, if any. */
  model?: string
}

/**
 * `path` leads to the node through containers and tools: [nodeId] at the top, [agentId, 'call-1',
 * nodeId] in a tool call.
 */
interface NodeEvent {
  path: string[]
  nodeId: string
  atMs: number
}

/**
 * Everything that happens in a run. Stored in order; state, trace, cost and resumption are folds
 * over it. `node-delta` is streamed and only kept briefly.
 */
export type RunEvent =
  /** `variables`: the values of variables that outlast runs, as they were when the run started. */
  | { type: 'run-start'; atMs: number; planHash: string; inputs: JsonObject; variables?: VariableValues }
  | ({ type: 'node-start'; attempt: number; inputs: JsonObject } & NodeEvent)
  | ({ type: 'node-delta'; port: string; text: string } & NodeEvent)
  /** The complete reasoning before the model's answer, emitted after the answer. */
  | ({ type: 'node-reasoning'; text: string } & NodeEvent)
  /** Retracts the last streamed characters: another model starts its answer from the beginning. */
  | ({ type: 'node-rewind'; characters: number } & NodeEvent)
  | ({ type: 'node-usage'; usage: Usage } & NodeEvent)
  /** The model reached its maximum output, so the answer is truncated. */
  | ({ type: 'node-cut'; maxOutputTokens: number | null } & NodeEvent)
  | ({ type: 'node-decision'; decision: ModelDecision } & NodeEvent)
  /** A recorded sub-step (a model or tool call of an agent), which is not repeated when the run resumes. */
  | ({ type: 'node-step'; step: StepRecord } & NodeEvent)
  /** The node changed variables. Stored before its end. `pinned`: taken over from an earlier run. */
  | ({ type: 'variable-set'; pinned?: boolean } & Omit<VariableSet, keyof NodeEvent> & NodeEvent)
  | ({ type: 'node-end'; outputs: JsonObject; durationMs: number; pinned?: boolean } & NodeEvent)
  /** `reason`: absent if no input arrived; `shadow`: the node writes, asks or waits, which shadow runs do not. */
  | ({ type: 'node-skip'; reason?: 'shadow' } & NodeEvent)
  | ({ type: 'node-retry'; attempt: number; delayMs: number; error: RunError } & NodeEvent)
  /** The node failed permanently. `handled`: the run continues (default value or error port). */
  | ({ type: 'node-error'; error: RunError; handled: boolean; outputs?: JsonObject; durationMs: number } & NodeEvent)
  /** The node waits; `key` is unique among the pending inputs of its path. */
  | ({ type: 'node-pause'; key: string; request: PauseRequest } & NodeEvent)
  | ({ type: 'node-resume'; key: string; answer: Json } & NodeEvent)
  /** Nothing can continue until an answer arrives: the driver releases the run. */
  | { type: 'run-pause'; atMs: number }
  /** A driver resumed the run from its stored events. */
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
