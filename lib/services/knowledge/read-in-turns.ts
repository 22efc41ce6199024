import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { isTransient } from '@/lib/core/retry/transient-errors'
import type { RunningJob } from '@/lib/jobs/job-queue'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'

const TURN_MS = 5 * 60_000

/**
 * For jobs that process items in sequence with a model: a turn takes a few minutes, and transient errors are retried.
 */
export const READING_JOB = {
  concurrency: 1,
  retryLimit: 6,
  expireInSeconds: 1_800,
  retryDelayMaxSeconds: 300,
  isBackground: true,
} as const

/** The turn of such a job. */
export type ReadingTurn = Pick<RunningJob, 'signal' | 'attempt'>

export interface ReadInTurns {
  /** Processes one item and stores the progress. @returns false when there is nothing more to do */
  readNext: () => Promise<boolean>
  /** Schedules the next turn. */
  planNext: () => Promise<void>
  fail: (failure: Problem) => Promise<void>
  /** Shows why nothing happens until the next attempt. */
  wait: (reason: Problem) => Promise<void>
  turn: ReadingTurn
}

/**
 * One turn of such a job. After a crash it resumes with the next item, which may be processed twice. Transient errors
 * are retried by the queue, a few times per item; then the job has failed, since nothing would restart it.
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
    // After a shutdown, another process continues.
    if (signal.aborted) throw error
    const isTemporary = isTransient(error) || isOfService(error)
    if (isTemporary && (hasRead || attempt < READING_JOB.retryLimit)) {
      await wait(error)
      // The attempts of a job count for one item. Otherwise a service with occasional failures would use them
      // up.
      if (hasRead) return await planNext()
      throw error
    }
    await fail(AppError.isInstance(error) ? error : problem('knowledge.modelCallFailed'))
  }
}

/** The service failed (5xx) without any response: the next item would fail as well. */
const isOfService = (error: unknown): error is AppError =>
  AppError.isInstance(error) && error.code === 'MODEL_FAILED' && !error.isFinal

/** The error for an unreadable answer. It is final, because a retry would give a similar answer. */
export const unreadableAnswer = (reason: Problem) => new AppError('MODEL_FAILED', reason, { isFinal: true })

/** The model's answer for one item, or null if it was unreadable: the next item may still succeed. */
export async function unlessUnreadable<T>(reading: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    const isUnreadable = AppError.isInstance(error) && error.code === 'MODEL_FAILED' && error.isFinal
    if (isUnreadable && !signal.aborted) return null
    throw error
  }
}
