import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { problem } from '@/lib/messages/problems/problem'

/** Adds headers that a client library does not know of. */
export function withHeaders(fetch: EgressFetch, added: Readonly<Record<string, string>>): EgressFetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    for (const [name, value] of Object.entries(added)) {
      // The platform's error would quote the key.
      if (!/^[\x20-\x7e]*$/.test(value)) throw new AppError('INVALID_INPUT', problem('providers.keyInvalid'))
      headers.set(name, value)
    }
    return fetch(input, { ...init, headers })
  }
}
