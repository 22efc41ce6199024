import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** Counts operations in progress by key, in this process. */
export class ConcurrencyGate {
  private readonly running = new Map<string, number>()

  constructor(private readonly limit: number) {}

  /**
   * @param limit for keys with a limit of their own @returns an idempotent function that releases the slot
   * @throws AppError RATE_LIMITED
   */
  enter(key: string, limit: number = this.limit): () => void {
    const count = this.running.get(key) ?? 0
    if (count >= limit) throw new AppError('RATE_LIMITED', problem('limits.tooManyAtOnce'), { retryAfterSeconds: 1 })
    return this.occupy(key)
  }

  /** Acquires a slot even beyond the limit, for operations already in progress. @returns a function that releases it */
  occupy(key: string): () => void {
    this.running.set(key, (this.running.get(key) ?? 0) + 1)
    let inside = true
    return () => {
      if (inside) this.leave(key)
      inside = false
    }
  }

  private leave(key: string): void {
    const count = (this.running.get(key) ?? 1) - 1
    if (count > 0) this.running.set(key, count)
    else this.running.delete(key)
  }
}
