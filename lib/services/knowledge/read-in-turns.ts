import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { mayPass } from '@/lib/core/may-pass'
import type { RunningJob } from '@/lib/jobs/job-queue'

const TURN_MS = 5 * 60_000

/** Of jobs that ask a model about one thing after the other: a turn takes some minutes, and what passes is waited for. */
export const READING_JOB = {
  concurrency: 1,
  retryLimit: 6,
  expireInSeconds: 1_800,
  retryDelayMaxSeconds: 300,
  isBackground: true,
} as const

/** What such a job knows of its own turn. */
export type ReadingTurn = Pick<RunningJob, 'signal' | 'attempt'>

export interface ReadInTurns {
  /** One thing, stored with where it goes on; false: there is nothing more to do. */
  readNext: () => Promise<boolean>
  /** Queues the next turn. */
  planNext: () => Promise<void>
  fail: (message: string) => Promise<void>
  /** Tells those who look on why nothing happens until it is tried again. */
  wait: (reason: string) => Promise<void>
  turn: ReadingTurn
}

/**
 * A turn of such a job. Killed at any moment, it goes on with the next thing; one may be asked about twice. What passes is
 * tried again by the queue, a few times for each thing: then it failed, since nobody would ask again.
 */
export async function readInTurns({ readNext, planNext, fail, wait, turn }: ReadInTurns): Promise<void> {
  const { signal, attempt } = turn
  const untilMs = Date.now() + TURN_MS
  let hasRead = false
  try {
    while (await readNext()) {
      hasRead = true
      signal.throwIfAborted()
      if (Date.now() < untilMs) continue
      await planNext()
      return
    }
  } catch (error) {
    // Another process goes on with it.
    if (signal.aborted) throw error
    const passes = mayPass(error) || isOfService(error)
    if (passes && (hasRead || attempt < READING_JOB.retryLimit)) {
      await wait(error.message)
      // The tries of a job are those of one thing: a service that fails now and then would use them up.
      if (hasRead) return await planNext()
      throw error
    }
    await fail(AppError.isInstance(error) ? error.message : 'The model could not be asked. Start again.')
  }
}

/** The service failed (5xx) and gave no answer at all: the next thing would fare no better. */
const isOfService = (error: unknown): error is AppError =>
  AppError.isInstance(error) && error.code === 'MODEL_FAILED' && !error.isFinal

/** Asked again it would say something like it. */
export const unreadableAnswer = (message: string) => new AppError('MODEL_FAILED', message, { isFinal: true })

/** What a model says of one thing; null: its answer could not be read, which tells nothing of the next thing. */
export async function unlessUnreadable<T>(ask: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await ask
  } catch (error) {
    if (AppError.isInstance(error) && error.code === 'MODEL_FAILED' && error.isFinal && !signal.aborted) return null
    throw error
  }
}
