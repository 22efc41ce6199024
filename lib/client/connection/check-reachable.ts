import { getSession } from '@/lib/contracts/session'
import { buildUrl } from '../http/build-url'
import { isOffline, parseError } from '../http/parse-error'
import { answering } from './reachability'

/** Of a server that hangs, or on a network that swallows requests, no refusal ever comes. */
const PATIENCE_MS = 5_000
let inHand: Promise<boolean> | null = null

/** One request that is cut off (by a proxy, say, for its size) proves nothing: the session is asked, once at a time. */
export function askWhetherItAnswers(): Promise<boolean> {
  inHand ??= ask().then((answered) => {
    inHand = null
    return answered
  })
  return inHand
}

async function ask(): Promise<boolean> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const answered = await sessionAnswers(signal)
  answering.note(answered, signal.aborted)
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
