import 'server-only'
import type { EgressFetch, EgressInit } from '@/lib/egress/create-egress'

export type ModelFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/**
 * `fetch` for a client library: egress-checked, with the limits of model calls, and aborted by our
 * signal even if the library does not pass one on.
 */
export function modelFetch(
  fetch: EgressFetch,
  signal: AbortSignal,
  { purpose = 'model', onSent }: Pick<EgressInit, 'purpose' | 'onSent'> = {},
): ModelFetch {
  return (input, init) => {
    const signals = [signal, init?.signal].filter((item) => item instanceof AbortSignal)
    return fetch(input, { ...init, purpose, onSent, signal: AbortSignal.any(signals) })
  }
}
