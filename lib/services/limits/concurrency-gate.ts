import 'server-only'
import { AppError } from '@/lib/core/app-error'

/** Counts what is under way by key, in this process. */
export class ConcurrencyGate {
  private readonly running = new Map<string, number>()

  constructor(private readonly limit: number) {}

  /** @param limit of this key, where it has one of its own. @returns how to leave; calling it twice does no harm. @throws AppError RATE_LIMITED */
  enter(key: string, limit: number = this.limit): () => void {
    const count = this.running.get(key) ?? 0
    if (count >= limit)
      throw new AppError('RATE_LIMITED', 'Too many requests at the same time.', { retryAfterSeconds: 1 })
    return this.occupy(key)
  }

  /** For what goes on already and cannot be refused: also beyond the limit. @returns how to leave */
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
