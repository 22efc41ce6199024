import 'server-only'
import type { ConnectionLimits } from '@/lib/contracts/models'
import { AppError } from '@/lib/core/app-error'
import { retry } from '@/lib/core/retry/retry'
import type { Database } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import { SharedBuckets } from '../limits/shared-buckets'
import { SharedGate } from '../limits/shared-gate'

/** Time for which a call waits for a free slot before it is rejected. */
const MAX_WAIT_MS = 60_000

/**
 * The concurrency limits of connections, shared by all processes: a call waits for a slot instead of failing at once.
 */
export class ConnectionSlots {
  private readonly gates = new Map<number, SharedGate>()
  private readonly buckets = new Map<number, SharedBuckets>()

  constructor(private readonly db: Database) {}

  /** @returns a function that releases the slot @throws RATE_LIMITED after a minute, or the signal's reason */
  enter(
    connectionId: string,
    limits: ConnectionLimits | null,
    signal: AbortSignal,
  ): (() => void) | Promise<() => void> {
    return limits ? this.enterWithin(connectionId, limits, signal) : releaseNothing
  }

  private async enterWithin(
    connectionId: string,
    { requestsPerMinute, maxConcurrent }: ConnectionLimits,
    signal: AbortSignal,
  ): Promise<() => void> {
    if (requestsPerMinute !== undefined) await waitFor(() => this.bucket(requestsPerMinute).take(connectionId), signal)
    if (maxConcurrent === undefined) return releaseNothing
    return waitFor(() => this.gate(maxConcurrent).enter(connectionId), signal)
  }

  private gate(limit: number): SharedGate {
    const gate = this.gates.get(limit) ?? new SharedGate(this.db, 'connection', limit)
    if (!this.gates.has(limit)) gate.start()
    this.gates.set(limit, gate)
    return gate
  }

  private bucket(perMinute: number): SharedBuckets {
    const bucket = this.buckets.get(perMinute) ?? new SharedBuckets(this.db, 'connection', perMinute)
    this.buckets.set(perMinute, bucket)
    return bucket
  }
}

const releaseNothing = () => {}

async function waitFor<T>(acquire: () => T | Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  try {
    return await retry(acquire, { withinMs: MAX_WAIT_MS, firstMs: 20, maxMs: 500, isTransient: isBusy, signal })
  } catch (cause) {
    signal.throwIfAborted()
    if (isBusy(cause)) throw new AppError('RATE_LIMITED', problem('limits.connectionLimit'), { cause })
    throw cause
  }
}

const isBusy = (error: unknown): boolean => AppError.isInstance(error) && error.code === 'RATE_LIMITED'
