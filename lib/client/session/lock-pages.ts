import { checkReachable } from '../connection/check-reachable'
import { reachability, untilReachable } from '../connection/reachability'
import { isGatewayStatus } from '../http/parse-error'
import { joinAddress, pendingPage } from './pending-page'

type Fetch = typeof fetch

/** After this time without a response, the server's reachability is checked. */
const SLOW_MS = 5_000
/** Time for the scripts of a received page; if the page does not appear by then, the navigation went elsewhere. */
const SETTLED_MS = 4_000

/**
 * Makes Next's router wait for an unreachable server. By default it falls back to a full page load, and the browser's
 * error page replaces everything on screen. Responses pass through unchanged, so redirects, errors and new builds work
 * as usual.
 * @returns a function that restores fetch
 */
export function lockPages(): () => void {
  const originalFetch = window.fetch
  const heldFetch: Fetch = (input, init) =>
    isWantedPage(input, init) ? fetchPage(originalFetch, input, init) : originalFetch(input, init)
  window.fetch = heldFetch
  return () => {
    // Other code may have wrapped fetch since.
    if (window.fetch === heldFetch) window.fetch = originalFetch
  }
}

/** The router's request for a page, excluding prefetches. */
function isWantedPage(input: Parameters<Fetch>[0], init: RequestInit | undefined): input is URL {
  if (!(input instanceof URL) || !init?.headers) return false
  const headers = new Headers(init.headers)
  return headers.has('rsc') && !headers.has('next-router-prefetch') && !headers.has('next-router-segment-prefetch')
}

async function fetchPage(originalFetch: Fetch, input: URL, init: RequestInit = {}): Promise<Response> {
  const address = addressOf(input)
  pendingPage.want(address)
  const slow = setTimeout(() => void checkReachable(), SLOW_MS)
  try {
    return await fetchUntilAnswered(originalFetch, input, init)
  } finally {
    clearTimeout(slow)
    setTimeout(() => pendingPage.forgetOnly(address), SETTLED_MS)
  }
}

/** @throws the last error if only the page fails while the server responds */
async function fetchUntilAnswered(originalFetch: Fetch, input: URL, init: RequestInit): Promise<Response> {
  for (let isLastTry = false; ; ) {
    const attempt = await tryOnce(originalFetch, input, init)
    if (attempt.response && !isGatewayStatus(attempt.response.status)) return attempt.response
    if (init.signal?.aborted) throw attempt.cause
    if (await checkReachable()) {
      if (isLastTry) {
        if (attempt.response) return attempt.response
        throw attempt.cause
      }
      isLastTry = true
    } else {
      await untilReachable()
      isLastTry = false
    }
  }
}

type Attempt = { response: Response; cause?: never } | { response?: never; cause: unknown }

/** A hanging request is aborted as soon as others succeed, because its connection may be stale. */
async function tryOnce(originalFetch: Fetch, input: URL, init: RequestInit): Promise<Attempt> {
  const giveUp = new AbortController()
  const stopWatching = reachability.subscribe(() => {
    if (reachability.read()) giveUp.abort()
  })
  const signal = init.signal ? AbortSignal.any([init.signal, giveUp.signal]) : giveUp.signal
  try {
    return { response: await originalFetch(input, { ...init, signal }) }
  } catch (cause) {
    return { cause }
  } finally {
    stopWatching()
  }
}

function addressOf(url: URL): string {
  const search = new URLSearchParams(url.search)
  search.delete('_rsc')
  return joinAddress(url.pathname, search)
}
