import { getSession } from '@/lib/contracts/session'
import { buildUrl } from '../http/build-url'
import { isOffline, parseError } from '../http/parse-error'
import { reachability } from './reachability'

/** Timeout for a hanging server or a network that drops packets. */
const PROBE_TIMEOUT_MS = 5_000
let pending: Promise<boolean> | null = null

/**
 * A single failed request proves nothing, because a proxy may have rejected it for its size. The session endpoint is
 * probed, once at a time.
 */
export function checkReachable(): Promise<boolean> {
  pending ??= probe().then((answered) => {
    pending = null
    return answered
  })
  return pending
}

async function probe(): Promise<boolean> {
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS)
  const answered = await sessionAnswers(signal)
  reachability.note(answered, signal.aborted)
  return answered
}

async function sessionAnswers(signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(buildUrl(getSession.path), { credentials: 'same-origin', signal })
    return response.ok || !isOffline(await parseError(response))
  } catch {
    return false
  }
}
