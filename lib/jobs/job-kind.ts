import 'server-only'
import type { z } from 'zod'

/** A queue: what its jobs carry, and how they are tried. */
export interface JobKind<Data> {
  name: string
  schema: z.ZodType<Data>
  /** Jobs of this kind that run at once in one process. */
  concurrency: number
  /** Further tries before the job becomes a dead letter. */
  retryLimit: number
  expireInSeconds: number
  /** The longest wait between two tries; each wait is about twice the one before. */
  retryDelayMaxSeconds?: number
  /** Nobody waits for it: what it asks of the embedded database lets others go first. */
  isBackground?: true
}

export const PRIORITIES = { interactive: 10, normal: 0, batch: -10 } as const
export type JobPriority = keyof typeof PRIORITIES

/** Jobs that failed for good wait here for somebody to try them again or throw them away. */
export const deadQueueOf = (name: string): string => `${name}.dead`
