import 'server-only'
import type { Transaction } from '@/lib/db/database'
import type { JobKind, JobPriority } from './job-kind'
import type { QueueInspector } from './queue-inspector'

export type { JobKind, JobPriority } from './job-kind'

export interface SendOptions {
  /** At most one waiting job of this kind and key. */
  key?: string
  priority?: JobPriority
  /** The workspace that the job works for; no group may use every slot of a process. */
  group?: string
  /** A time, or seconds from now by the database's clock. */
  startAfter?: Date | number
  /** The job exists once this commits, and not before. */
  tx?: Transaction
}

/** Context of a job handler. */
export interface RunningJob {
  id: string
  /** 0 on the first attempt. */
  attempt: number
  /** Aborted when the time limit is reached, when another process has claimed the job, and when this process stops. */
  signal: AbortSignal
}

export interface JobQueue {
  send<Data extends object>(kind: JobKind<Data>, data: Data, options?: SendOptions): Promise<void>
  /** Sends all of them with one statement. */
  sendMany<Data extends object>(
    kind: JobKind<Data>,
    jobs: readonly { data: Data; key?: string }[],
    options?: Omit<SendOptions, 'key'>,
  ): Promise<void>
  /**
   * Lets the waiting job of this key run now, so that no second job is sent.
   * @returns false when none is waiting or in progress
   */
  hasten(kind: Pick<JobKind<never>, 'name'>, key: string, options?: Pick<SendOptions, 'tx'>): Promise<boolean>
  /** Handlers must be idempotent: a job may be retried after a crash. */
  work<Data extends object>(
    kind: JobKind<Data>,
    handler: (data: Data, signal: AbortSignal, job: RunningJob) => Promise<void>,
  ): Promise<void>
  inspector: QueueInspector
  /**
   * Stops claiming jobs and waits a second for those in progress; `handOver` aborts them instead. Unfinished jobs go to
   * another process at once.
   */
  stop(options?: { handOver?: boolean }): Promise<void>
}
