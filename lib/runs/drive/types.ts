import 'server-only'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { UsageTotal } from '@/lib/engine/layers/usage-total'
import type { PauseRequest } from '@/lib/engine/pauses/pause'
import type { RunSeed } from '@/lib/engine/resume/seed'
import type { Plan } from '@/lib/graph/plan'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { EnqueueRequest, StartRequest } from '@/lib/services/runs/start-request'
import type { System } from '@/lib/services/system'
import type { ActiveRun } from '../log/active-runs'

export interface StartRun extends StartRequest {
  system: System
}

export interface EnqueueRun extends EnqueueRequest {
  system: System
}

export interface Drive {
  system: System
  run: RunRow
  plan: Plan
  active: ActiveRun
  /** The state from stored events: of this run when it resumes, of another one when this run reuses its results. */
  seed?: RunSeed
  /** From an earlier drive of the same run. */
  before?: { total: UsageTotal; pauses: readonly PendingPause[] }
}

export interface RunTotals {
  inputTokens: number
  outputTokens: number
  costMicros: number
  hasUnknownCost: boolean
}

/** A pending input of a node: no stored event answers it yet. */
export interface PendingPause {
  path: string[]
  key: string
  nodeId: string
  request: PauseRequest
}

/**
 * A drive's last event with the events still held by the log: taken before a transaction begins, since the log's own
 * writes may have to wait for it.
 */
export interface LastEvents {
  events: StoredRunEvent[]
  chunks: StoredRunEvent[]
  end: StoredRunEvent
}
