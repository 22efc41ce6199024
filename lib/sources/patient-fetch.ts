import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { Pace } from './pace'

const TRIES = 4
const AGAIN = new Set([429, 500, 502, 503, 504])
/** After so many requests in a row, each with all of its tries, something that has answered before is asked again. */
const DOUBTED_AFTER = 10
/** Going on with thousands of things, of which each takes until its time is over, would take hours and read nothing. */
const MOST_IN_VAIN = 100
const FAILURES_TO_REPEAT: readonly string[] = ['EGRESS_FAILED', 'TIMEOUT']
/** A service that wants a longer pause gets it: the sync ends, and the next one goes on. */
const LONGEST_WAIT_MS = 60_000

export interface Patience {
  signal: AbortSignal
  /** Between the beginnings of two requests. */
  everyMs: number
  backoffMs?: number | undefined
  /** Beside the one that is read: where pages of a site redirect to. That it is down says nothing of the site. */
  isBeside?: boolean
  /** A status with which a service says in words, too, that it is busy. `says` reads a copy of the answer to its end. */
  busy?: { status: number; says: (response: Response) => Promise<boolean> }
}

/**
 * The door with a pace, that asks again after 429, 5xx and lost connections. Only for requests that change nothing.
 * Where one request after the other is in vain, it tells a service that is down from things in a row that always fail:
 * what has answered first (a list, the page a crawl began with) is asked again. While that answers, each further one has
 * one try, so that a thousand broken pages take no longer than as many whole ones.
 * @throws AppError UNAVAILABLE when the service is down, or far too many in a row were in vain
 */
export function patientFetch(
  fetch: EgressFetch,
  { signal, everyMs, backoffMs = 1_000, busy, isBeside }: Patience,
): EgressFetch {
  const pace = new Pace(everyMs)
  let inVain = 0
  let isUp = Promise.resolve(true)
  let answers: (() => Promise<Outcome>) | null = null
  return async (input, init) => {
    const send = async () => {
      await pace.turn(signal)
      return await attempt(() => fetch(input, { ...init, signal }))
    }
    const outcome = await lastOf(send, inVain < DOUBTED_AFTER || isBeside ? TRIES : 1)
    if (isDown(outcome)) {
      inVain += 1
      if (!isBeside && inVain % DOUBTED_AFTER === 0) isUp = goesOn()
      // Several things are fetched at once: what is in vain meanwhile waits for the same answer, and ends with it.
      if (!(await isUp)) throw stopped(input, outcome)
    } else {
      inVain = 0
      isUp = Promise.resolve(true)
      answers ??= send
    }
    if ('failure' in outcome) throw outcome.failure
    return outcome.response
  }

  async function goesOn(): Promise<boolean> {
    if (answers === null || inVain >= MOST_IN_VAIN) return false
    const outcome = await lastOf(answers, TRIES)
    if ('response' in outcome) void outcome.response.body?.cancel().catch(() => {})
    return !isDown(outcome)
  }

  async function lastOf(send: () => Promise<Outcome>, mostTries: number): Promise<Outcome> {
    // Being asked to wait does not use up the tries of what fails, nor the other way round.
    const tries = { asked: 0, failed: 0 }
    for (;;) {
      const outcome = await send()
      const kind = 'response' in outcome && outcome.response.status === 429 ? 'asked' : 'failed'
      tries[kind] += 1
      const waitMs = (await isPassing(outcome, busy)) ? waitOf(outcome, backoffMs * 2 ** (tries[kind] - 1)) : null
      if (waitMs === null || waitMs > LONGEST_WAIT_MS || tries[kind] >= most(kind, mostTries)) return outcome
      // Not waited for: a body that was copied ends only when both are read.
      if ('response' in outcome) void outcome.response.body?.cancel().catch(() => {})
      await wait(waitMs, undefined, { signal })
    }
  }
}

/** Being asked to wait is an answer: it is waited for also where what fails has one try. */
const most = (kind: 'asked' | 'failed', mostTries: number) => (kind === 'asked' ? TRIES : mostTries)

type Outcome = { response: Response } | { failure: unknown }

async function attempt(send: () => Promise<Response>): Promise<Outcome> {
  try {
    return { response: await send() }
  } catch (failure) {
    return { failure }
  }
}

async function isPassing(outcome: Outcome, busy: Patience['busy']): Promise<boolean> {
  if ('failure' in outcome)
    return AppError.isInstance(outcome.failure) && FAILURES_TO_REPEAT.includes(outcome.failure.code)
  const { response } = outcome
  if (AGAIN.has(response.status)) return true
  return busy !== undefined && response.status === busy.status && (await busy.says(response.clone()))
}

/** Nothing answers, or only what stands before the service. A page that always fails (500) says nothing of the others. */
function isDown(outcome: Outcome): boolean {
  if ('response' in outcome) return outcome.response.status >= 502 && outcome.response.status <= 504
  return AppError.isInstance(outcome.failure) && FAILURES_TO_REPEAT.includes(outcome.failure.code)
}

function stopped(input: Parameters<EgressFetch>[0], outcome: Outcome): AppError {
  const cause = 'failure' in outcome ? outcome.failure : undefined
  const message = `${new URL(input instanceof Request ? input.url : input).host} has stopped answering, so the sync ended. What is left is read next time.`
  return new AppError('UNAVAILABLE', message, { cause })
}

/** What the service asks for, else a time of our own with some chance in it. */
function waitOf(outcome: Outcome, backoffMs: number): number {
  const asked = 'response' in outcome ? retryAfterMs(outcome.response) : null
  return asked ?? backoffMs * (0.75 + Math.random() / 2)
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(response: Response): number | null {
  const value = response.headers.get('retry-after')?.trim()
  if (!value) return null
  const seconds = Number(value)
  const waitMs = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now()
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : null
}
