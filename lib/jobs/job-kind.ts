import 'server-only'
import type { z } from 'zod'

/** A queue: the data of its jobs and their retry policy. */
export interface JobKind<Data> {
  name: string
  schema: z.ZodType<Data>
  /** Jobs of this kind that run at once in one process. */
  concurrency: number
  /** Retries before the job becomes a dead letter. */
  retryLimit: number
  expireInSeconds: number
  /** The longest delay between two attempts; each delay is about twice the previous one. */
  retryDelayMaxSeconds?: number
  /** No user waits for it: its statements on the embedded database yield to others. */
  isBackground?: true
}

export const PRIORITIES = { interactive: 10, normal: 0, batch: -10 } as const
export type JobPriority = keyof typeof PRIORITIES

/** Permanently failed jobs wait here until an operator retries or deletes them. */
export const deadQueueOf = (name: string): string => `${name}.dead`
