import { QueryCache, QueryClient, replaceEqualDeep } from '@tanstack/react-query'
import { reachability } from '@/lib/client/connection/reachability'
import { isOffline } from '@/lib/client/http/parse-error'
import { queryKey } from '@/lib/client/queries/query-keys'
import { resumeSession } from '@/lib/client/session/resume-session'
import { signedOut, signIn } from '@/lib/client/session/signed-out'
import type { ResponseOf } from '@/lib/contracts/contract'
import { getSession } from '@/lib/contracts/session'
import { AppError } from '@/lib/core/app-error'

const MAX_DELAY_MS = 4_000
/** Retries of a request that always fails while others succeed; they take about ten seconds. */
const MAX_CUT_OFF = 5
/** After this time a recovered server has been queried at least twice. */
const BACK_MS = 10_000

export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: isWorthRetrying,
        retryDelay: (failures) => Math.min(MAX_DELAY_MS, 500 * 2 ** failures),
        // The browser's online status does not apply to a server on this machine.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
  client.setQueryDefaults(queryKey(getSession), { structuralSharing: keepSession })
  return client
}

type Session = ResponseOf<typeof getSession>

/** If the session expires on an open page, its content is kept and SignInAgain opens over it. */
function keepSession(before: unknown, after: unknown): unknown {
  const [last, now] = [asSession(before), asSession(after)]
  if (last?.session && now?.session && (signedOut.read() || now.session.user.id !== last.session.user.id)) {
    void resumeSession(last.session, now.session)
    return before
  }
  const isSignedIn = now !== null && (now.session !== null || now.account !== null)
  signedOut.note(isSignedIn)
  return last?.session && !isSignedIn ? before : replaceEqualDeep(before, after)
}

/** Safe: values under this key were validated by the contract's schema. */
function asSession(data: unknown): Session | null {
  return (data ?? null) as Session | null
}

/** While the server is unreachable, the page keeps its data and retries. ServerStatusNote shows a message. */
function isWorthRetrying(failures: number, error: Error): boolean {
  if (isOffline(error)) return !reachability.read() || reachability.isJustBack(BACK_MS) || failures < MAX_CUT_OFF
  return failures < 2 && AppError.isInstance(error) && error.code === 'UNAVAILABLE'
}

/** A session that ended elsewhere shows up as a rejected query. */
function leaveWhenSignedOut(error: Error): void {
  if (AppError.isInstance(error) && error.code === 'UNAUTHENTICATED') void signIn()
}
