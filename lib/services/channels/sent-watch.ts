import 'server-only'
import type { ActionDefinition } from '@/lib/plugins/action'
import type { WriteJournal } from '@/lib/plugins/execute/service-session'

interface SentWatch {
  journal: WriteJournal
  /** Whether the service may have received a write that must not be repeated. */
  mayHaveSent(): boolean
}

/** Watches one call of a channel, so that an interrupted one is repeated only if that cannot send anything twice. */
export function watchSent(): SentWatch {
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
    mayHaveSent: () => isSent,
  }
}

/** Whether the service recognizes a repeated call by its idempotency key. */
export const isRepeatable = (action: ActionDefinition): boolean =>
  action.effect === 'write' && action.idempotency !== 'none'
