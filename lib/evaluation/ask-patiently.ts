import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '@/lib/core/app-error'

const TRIES = 3
const LONGEST_WAIT_SECONDS = 60
/** These may be different a moment later. */
const PASSING = new Set(['MODEL_RATE_LIMITED', 'RATE_LIMITED', 'MODEL_UNREACHABLE', 'TIMEOUT', 'UNAVAILABLE'])

/** Asks again, when it may be different then, after as long as the service says. */
export async function askPatiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask()
    } catch (error) {
      if (signal.aborted || attempt === TRIES || !AppError.isInstance(error) || !PASSING.has(error.code)) throw error
      const seconds = Math.min(error.retryAfterSeconds ?? attempt, LONGEST_WAIT_SECONDS)
      await wait(seconds * 1_000, undefined, { signal })
    }
  }
}
