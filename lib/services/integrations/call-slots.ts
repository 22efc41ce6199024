import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { singleton } from '@/lib/platform/singleton'
import type { PluginManifest } from '@/lib/plugins/manifest-types'

type RateLimits = NonNullable<PluginManifest['rateLimits']>

/** A longer wait would use up the time limit of the step. */
const MAX_WAIT_MS = 30_000
const MAX_KEYS = 10_000

interface Clock {
  now(): number
  sleep(ms: number, signal: AbortSignal): Promise<unknown>
}

const CLOCK: Clock = { now: Date.now, sleep: (ms, signal) => sleep(ms, undefined, { signal }) }

/** Delays calls of this process so that a connection stays within the documented limits of its service. */
export class CallSlots {
  /** Start times of the last calls by connection, the reserved ones included. */
  readonly #starts = new Map<string, number[]>()

  constructor(private readonly clock: Clock = CLOCK) {}

  /** Resolves when the call may start. @throws RATE_LIMITED instead of a long wait */
  async acquire(key: string, request: { limits: RateLimits; service: string; signal: AbortSignal }): Promise<void> {
    const { limits, service, signal } = request
    if (limits.length === 0) return
    const now = this.clock.now()
    const longestMs = Math.max(...limits.map(({ seconds }) => seconds * 1_000))
    const starts = (this.#starts.get(key) ?? []).filter((start) => start > now - longestMs)
    const startAt = Math.max(now, ...limits.map((limit) => freeAt(starts, limit)))
    const waitMs = startAt - now
    if (waitMs > MAX_WAIT_MS)
      throw new AppError('RATE_LIMITED', problem('plugins.rateLimited', { service }), {
        retryAfterSeconds: Math.ceil(waitMs / 1_000),
      })
    starts.push(startAt)
    this.#keep(key, starts)
    if (waitMs > 0) await this.clock.sleep(waitMs, signal)
  }

  /** The longest idle connections are forgotten first. */
  #keep(key: string, starts: number[]): void {
    this.#starts.delete(key)
    this.#starts.set(key, starts)
    const [oldest] = this.#starts.keys()
    if (this.#starts.size > MAX_KEYS && oldest !== undefined) this.#starts.delete(oldest)
  }
}

function freeAt(starts: readonly number[], { calls, seconds }: RateLimits[number]): number {
  const blocking = starts.at(-calls)
  return blocking === undefined ? 0 : blocking + seconds * 1_000
}

export const callSlots = (): CallSlots => singleton('integration-call-slots', () => new CallSlots())
