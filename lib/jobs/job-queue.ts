import 'server-only'
import type { Transaction } from '@/lib/db/database'
import type { JobKind, JobPriority } from './job-kind'
import type { QueueInspector } from './queue-inspector'

export type { JobKind, JobPriority } from './job-kind'

export interface SendOptions {
  /** At most one waiting job of this kind and key. */
  key?: string
  priority?: JobPriority
  /** The workspace that the job works for: no group may take every place of a process. */
  group?: string
  /** A moment, or seconds from now by the database's clock. */
  startAfter?: Date | number
  /** The job exists when this commits, and not before. */
  tx?: Transaction
}

/** What a handler knows of the job beside its data. */
export interface RunningJob {
  id: string
  /** 0 on the first try. */
  attempt: number
  /** Aborted when the time is up, when another process has the job by now, and when this process stops. */
  signal: AbortSignal
}

export interface JobQueue {
  send<Data extends object>(kind: JobKind<Data>, data: Data, options?: SendOptions): Promise<void>
  /** One statement for all of them. */
  sendMany<Data extends object>(
    kind: JobKind<Data>,
    jobs: readonly { data: Data; key?: string }[],
    options?: Omit<SendOptions, 'key'>,
  ): Promise<void>
  /**
   * The job of this key that waits for its time or for its next try may run now, so that nobody sends it a second time.
   * @returns false when none waits and none is under way
   */
  hasten(kind: Pick<JobKind<never>, 'name'>, key: string, options?: Pick<SendOptions, 'tx'>): Promise<boolean>
  /** A job may be tried again after a crash, so doing it twice must give the same result. */
  work<Data extends object>(
    kind: JobKind<Data>,
    handler: (data: Data, signal: AbortSignal, job: RunningJob) => Promise<void>,
  ): Promise<void>
  inspector: QueueInspector
  /**
   * Takes nothing more and waits a second for what is under way; `handOver` aborts it instead. What is not done
   * then goes to another process at once.
   */
  stop(options?: { handOver?: boolean }): Promise<void>
}
