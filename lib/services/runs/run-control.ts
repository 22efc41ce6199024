import 'server-only'
import type { SQL } from 'drizzle-orm'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunSeed } from '@/lib/engine/resume/seed'
import type { RunRow } from './run-row'
import type { EnqueueRequest, StartRequest } from './start-request'

interface RunAddress {
  runId: string
  workspaceId: string
}

/** Starts and stops runs. Implemented by lib/runs, which services must not import. */
export interface RunControl {
  /** Starts a run in this process. @throws INVALID_GRAPH, RATE_LIMITED */
  start(request: StartRequest, seed?: RunSeed): Promise<{ runId: string }>
  /** Queues the run for a worker. @throws INVALID_GRAPH */
  enqueue(request: EnqueueRequest): Promise<RunRow>
  /** Stored events after `afterSeq`, then live ones until the run ends or `signal` aborts. */
  follow(runId: string, afterSeq: number, signal: AbortSignal): AsyncIterable<StoredRunEvent>
  /** Has no effect on a run that has ended. */
  cancel(run: RunAddress): Promise<void>
  /**
   * Cancels running and queued runs of the workspace, and runs of this process that stops and blocks no longer allow.
   * Paused runs are cancelled when they resume. @returns the number of cancelled runs
   */
  cancelWhere(workspaceId: string, which: SQL | undefined): Promise<number>
  /** Stops all runs of a workspace that is deleted, in every process, without storing how they end. */
  stopAll(workspaceId: string): Promise<void>
}
