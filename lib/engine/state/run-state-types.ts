import type { Json, JsonObject } from '@/lib/core/json'
import type { ModelDecision, RunError, StepRecord, Usage } from '../events'
import type { UsageTotal } from '../layers/usage-total'
import type { PauseRequest } from '../pauses/pause'
import type { AppliedChange } from '../variables/types'

export type RunStatus = 'waiting' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled'
export type NodeStatus = 'waiting' | 'running' | 'paused' | 'done' | 'skipped' | 'failed'

export interface NodeWait {
  key: string
  request: PauseRequest
  /** `undefined` until answered. */
  answer?: Json
}

export interface NodeState {
  path: string[]
  nodeId: string
  status: NodeStatus
  attempt: number
  /** Streamed so far in this attempt. */
  text: string
  inputs: JsonObject | null
  outputs: JsonObject | null
  usage: Usage[]
  /** The model's reasoning before its answer. */
  reasoning?: string
  /** Output limit that truncated the answer; `maxOutputTokens` is null for a limit of the service. */
  cut?: { maxOutputTokens: number | null } | null
  /** Decisions of the model gateway. */
  decisions?: ModelDecision[]
  steps: StepRecord[]
  /** Changes of variables. */
  changes?: AppliedChange[]
  startedAtMs: number | null
  durationMs: number | null
  error: RunError | null
  /** The node's questions, answered or not, in order. */
  waits: NodeWait[]
  /** Whether the outputs were reused instead of computed. */
  pinned: boolean
}

export interface RunState {
  status: RunStatus
  /** Nodes by `pathKey`, in order of first appearance. */
  nodes: { [key: string]: NodeState }
  inputs: JsonObject | null
  outputs: JsonObject | null
  error: RunError | null
  startedAtMs: number | null
  durationMs: number | null
  totals: UsageTotal
}
