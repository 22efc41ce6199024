import { askWhetherItAnswers } from '../connection/check-reachable'
import { answering, untilAnswering } from '../connection/reachability'
import { isGatewayStatus } from '../http/parse-error'
import { joinAddress, wantedPage } from './wanted-page'

type Fetch = typeof fetch

/** A page that takes longer may be of a server that hangs. */
const SLOW_MS = 5_000
/** The scripts of a page that came may still be on their way; after that it is one that went somewhere else. */
const SETTLED_MS = 4_000

/**
 * Has Next's router wait for a server that does not answer. By itself it loads such a page anew, and where nobody
 * answers, the browser's own error page takes the place of all that was shown and typed. What the server says goes
 * through as it is, so that redirects, refusals and the pages of a new build lead to where they always do.
 * @returns what ends it.
 */
export function holdPages(): () => void {
  const own = window.fetch
  const held: Fetch = (input, init) => (isWantedPage(input, init) ? fetchPage(own, input, init) : own(input, init))
  window.fetch = held
  return () => {
    // Somebody else may have wrapped it since.
    if (window.fetch === held) window.fetch = own
  }
}

/** The router's request for a page, which is not one ahead of a click. */
function isWantedPage(input: Parameters<Fetch>[0], init: RequestInit | undefined): input is URL {
  if (!(input instanceof URL) || !init?.headers) return false
  const headers = new Headers(init.headers)
  return headers.has('rsc') && !headers.has('next-router-prefetch') && !headers.has('next-router-segment-prefetch')
}

async function fetchPage(own: Fetch, input: URL, init: RequestInit = {}): Promise<Response> {
  const address = addressOf(input)
  wantedPage.want(address)
  const slow = setTimeout(() => void askWhetherItAnswers(), SLOW_MS)
  try {
    return await askUntilAnswered(own, input, init)
  } finally {
    clearTimeout(slow)
    setTimeout(() => wantedPage.forgetOnly(address), SETTLED_MS)
  }
}

/** @throws the last refusal, where the page alone is cut off while the server answers. */
async function askUntilAnswered(own: Fetch, input: URL, init: RequestInit): Promise<Response> {
  for (let isLastTry = false; ; ) {
    const attempt = await tryOnce(own, input, init)
    if (attempt.response && !isGatewayStatus(attempt.response.status)) return attempt.response
    if (init.signal?.aborted) throw attempt.cause
    if (await askWhetherItAnswers()) {
      if (isLastTry) {
        if (attempt.response) return attempt.response
        throw attempt.cause
      }
      isLastTry = true
    } else {
      await untilAnswering()
      isLastTry = false
    }
  }
}

type Attempt = { response: Response; cause?: never } | { response?: never; cause: unknown }

/** A request that hangs is given up as soon as others are answered again: its connection may be one of before. */
async function tryOnce(own: Fetch, input: URL, init: RequestInit): Promise<Attempt> {
  const giveUp = new AbortController()
  const stopWatching = answering.subscribe(() => {
    if (answering.read()) giveUp.abort()
  })
  const signal = init.signal ? AbortSignal.any([init.signal, giveUp.signal]) : giveUp.signal
  try {
    return { response: await own(input, { ...init, signal }) }
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
