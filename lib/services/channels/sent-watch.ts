import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { ActionDefinition } from '@/lib/plugins/action'
import type { WriteJournal } from '@/lib/plugins/execute/service-session'
import { isTransient } from './is-transient'

/** The service answered that it did not accept the call. */
const REJECTED = new Set(['RATE_LIMITED', 'RECONNECT_REQUIRED'])

interface SentWatch {
  journal: WriteJournal
  /** Whether the failed or aborted call sent nothing, so that its claim can be released. */
  isUnsent(error: unknown, signal: AbortSignal): boolean
}

/** Watches one call of a channel, so that an interrupted one is repeated only if that cannot send anything twice. */
export function watchSent(action: ActionDefinition): SentWatch {
  const hasKey = isKeyed(action)
  let isSent = false
  return {
    journal: {
      beforeSend: async () => {},
      onSent: () => {
        isSent = true
      },
      settled: async () => {
        isSent = false
      },
    },
    isUnsent: (error, signal) => {
      // The journal does not see calls with a key. Their claim stays, since its time limits how long they are repeated.
      if (signal.aborted) return !isSent && !hasKey
      return AppError.isInstance(error) && isTransient(error) && (!hasKey || REJECTED.has(error.code))
    },
  }
}

/** Shorter than the hour for which Feishu remembers an idempotency key. */
const REPEATABLE_MS = 50 * 60_000

/** Whether the service still recognizes a repeated call by its idempotency key. */
export const isRepeatable = (action: ActionDefinition, claimedAt: Date): boolean =>
  isKeyed(action) && Date.now() - claimedAt.getTime() < REPEATABLE_MS

const isKeyed = (action: ActionDefinition): boolean => action.effect === 'write' && action.idempotency !== 'none'
