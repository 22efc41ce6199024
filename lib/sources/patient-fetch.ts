import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { Pace } from './pace'

const TRIES = 4
const AGAIN = new Set([429, 500, 502, 503, 504])
const FAILURES_TO_REPEAT: readonly string[] = ['EGRESS_FAILED', 'TIMEOUT']
/** A service that wants a longer pause gets it: the sync ends, and the next one goes on. */
const LONGEST_WAIT_MS = 60_000

export interface Patience {
  signal: AbortSignal
  /** Between the beginnings of two requests. */
  everyMs: number
  backoffMs?: number | undefined
  /** A status with which a service says in words, too, that it is busy. `says` reads a copy of the answer to its end. */
  busy?: { status: number; says: (response: Response) => Promise<boolean> }
}

/** The door with a pace, that asks again after 429, 5xx and lost connections. Only for requests that change nothing. */
export function patientFetch(fetch: EgressFetch, { signal, everyMs, backoffMs = 1_000, busy }: Patience): EgressFetch {
  const pace = new Pace(everyMs)
  return async (input, init) => {
    for (let tried = 1; ; tried += 1) {
      await pace.turn(signal)
      const outcome = await attempt(() => fetch(input, { ...init, signal }))
      const waitMs = (await isPassing(outcome, busy)) ? waitOf(outcome, backoffMs * 2 ** (tried - 1)) : null
      if (waitMs === null || waitMs > LONGEST_WAIT_MS || tried === TRIES) {
        if ('failure' in outcome) throw outcome.failure
        return outcome.response
      }
      // Not waited for: a body that was copied ends only when both are read.
      if ('response' in outcome) void outcome.response.body?.cancel().catch(() => {})
      await wait(waitMs, undefined, { signal })
    }
  }
}

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
