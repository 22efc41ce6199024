import { QueryCache, QueryClient } from '@tanstack/react-query'
import { answering } from '@/lib/client/answering'
import { isOffline } from '@/lib/client/parse-error'
import { AppError } from '@/lib/core/app-error'

const MOST_DELAY_MS = 4_000
/** Some ten seconds of one request that is always cut off, while others are answered. */
const MOST_CUT_OFF = 5

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: isWorthRetrying,
        retryDelay: (failures) => Math.min(MOST_DELAY_MS, 500 * 2 ** failures),
        // What the browser thinks of its network says nothing of a server on this machine.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** A page that waits for a server shows what it has, and goes on by itself; NoAnswerNote says so meanwhile. */
function isWorthRetrying(failures: number, error: Error): boolean {
  if (isOffline(error)) return !answering.read() || failures < MOST_CUT_OFF
  return failures < 2 && AppError.isInstance(error) && error.code === 'UNAVAILABLE'
}

/** A session that ended elsewhere shows up as a refused read: sign in again and come back. */
function leaveWhenSignedOut(error: Error): void {
  if (!AppError.isInstance(error) || error.code !== 'UNAUTHENTICATED') return
  const here = window.location.pathname + window.location.search
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`)
}
