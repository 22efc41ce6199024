import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { backoff } from '@/lib/core/retry/backoff'
import { sleep } from '@/lib/core/retry/sleep'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { problem } from '@/lib/messages/problems/problem'
import { Pace } from './pace'

const TRIES = 4
const RETRIED_STATUSES = new Set([429, 500, 502, 503, 504])
/** Number of successive failed requests after which an earlier successful request is repeated as a probe. */
const PROBE_AFTER = 10
/** Continuing through thousands of timeouts would take hours and read nothing. */
const MAX_FAILURES = 100
const RETRIED_CODES: readonly string[] = ['EGRESS_FAILED', 'TIMEOUT']
/** For longer delays the sync ends and the next one resumes. */
const MAX_WAIT_MS = 60_000

export interface RetryOptions {
  signal: AbortSignal
  /** Minimum interval between request starts. */
  everyMs: number
  backoffMs?: number | undefined
  /** A secondary host to which the site redirects; its failures do not count against the site. */
  isSecondary?: boolean
  /** A non-standard status that signals a rate limit. `says` reads a copy of the body to its end. */
  busy?: { status: number; matches: (response: Response) => Promise<boolean> }
}

/**
 * A rate-limited fetch that retries after 429, 5xx and lost connections. For idempotent requests
 * only. After repeated failures it probes with the first request that succeeded (a listing, the
 * start page of a crawl), to distinguish a service that is down from a series of broken items.
 * While the probe answers, each further item gets a single attempt, so a thousand broken pages take
 * no longer than a thousand good ones.
 * @throws AppError UNAVAILABLE when the service is down, or after too many consecutive failures
 */
export function retryingFetch(
  fetch: EgressFetch,
  { signal, everyMs, backoffMs = 1_000, busy, isSecondary }: RetryOptions,
): EgressFetch {
  const pace = new Pace(everyMs)
  let failures = 0
  let isUp = Promise.resolve(true)
  let answers: (() => Promise<Outcome>) | null = null
  return async (input, init) => {
    const send = async () => {
      await pace.turn(signal)
      return await attempt(() => fetch(input, { ...init, signal }))
    }
    const outcome = await sendWithRetries(send, failures < PROBE_AFTER || isSecondary ? TRIES : 1)
    if (isDown(outcome)) {
      failures += 1
      if (!isSecondary && failures % PROBE_AFTER === 0) isUp = probe()
      // Parallel requests that fail meanwhile wait for the same probe and share its result.
      if (!(await isUp)) throw stopped(input, outcome)
    } else {
      failures = 0
      isUp = Promise.resolve(true)
      answers ??= send
    }
    if ('failure' in outcome) throw outcome.failure
    return outcome.response
  }

  async function probe(): Promise<boolean> {
    if (answers === null || failures >= MAX_FAILURES) return false
    const outcome = await sendWithRetries(answers, TRIES)
    if ('response' in outcome) void outcome.response.body?.cancel().catch(() => {})
    return !isDown(outcome)
  }

  async function sendWithRetries(send: () => Promise<Outcome>, mostTries: number): Promise<Outcome> {
    // Rate limits and failures have separate retry counts.
    const tries = { requested: 0, failed: 0 }
    for (;;) {
      const outcome = await send()
      const kind = 'response' in outcome && outcome.response.status === 429 ? 'requested' : 'failed'
      tries[kind] += 1
      const waitMs = (await isTransient(outcome, busy)) ? delayFor(outcome, tries[kind], backoffMs) : null
      if (waitMs === null || waitMs > MAX_WAIT_MS || tries[kind] >= most(kind, mostTries)) return outcome
      // Not awaited: a cloned body ends only when both copies are read.
      if ('response' in outcome) void outcome.response.body?.cancel().catch(() => {})
      await sleep(waitMs, signal)
    }
  }
}

/** A rate limit is an answer, so it is retried even when failures get a single attempt. */
const most = (kind: 'requested' | 'failed', mostTries: number) => (kind === 'requested' ? TRIES : mostTries)

type Outcome = { response: Response } | { failure: unknown }

async function attempt(send: () => Promise<Response>): Promise<Outcome> {
  try {
    return { response: await send() }
  } catch (failure) {
    return { failure }
  }
}

async function isTransient(outcome: Outcome, busy: RetryOptions['busy']): Promise<boolean> {
  if ('failure' in outcome) return AppError.isInstance(outcome.failure) && RETRIED_CODES.includes(outcome.failure.code)
  const { response } = outcome
  if (RETRIED_STATUSES.has(response.status)) return true
  return busy !== undefined && response.status === busy.status && (await busy.matches(response.clone()))
}

/** No response, or an error from a proxy in front of the service. A 500 of one page does not concern the others. */
function isDown(outcome: Outcome): boolean {
  if ('response' in outcome) return outcome.response.status >= 502 && outcome.response.status <= 504
  return AppError.isInstance(outcome.failure) && RETRIED_CODES.includes(outcome.failure.code)
}

function stopped(input: Parameters<EgressFetch>[0], outcome: Outcome): AppError {
  const cause = 'failure' in outcome ? outcome.failure : undefined
  const { host } = new URL(input instanceof Request ? input.url : input)
  return new AppError('UNAVAILABLE', problem('sources.stoppedAnswering', { host }), { cause })
}

/** The delay that the service requests, else exponential backoff with jitter. */
function delayFor(outcome: Outcome, attempt: number, firstMs: number): number {
  const retryAfter = 'response' in outcome ? retryAfterMs(outcome.response) : null
  return retryAfter ?? backoff(attempt, { firstMs, maxMs: MAX_WAIT_MS })
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(response: Response): number | null {
  const value = response.headers.get('retry-after')?.trim()
  if (!value) return null
  const seconds = Number(value)
  const waitMs = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now()
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : null
}
