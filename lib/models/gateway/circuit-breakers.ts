import { singleton } from '@/lib/platform/singleton'

interface Breaker {
  failures: number
  /** Left out until then; one trial follows. */
  openUntilMs: number
  isTrying: boolean
}

export interface BreakerRule {
  failures: number
  pauseSeconds: number
}

/**
 * Leaves out a model that keeps failing: after `failures` in a row nobody asks it for `pauseSeconds`, then one call tries
 * whether it is back (Nygard, “Release It!”, circuit breaker). Each process learns for itself; nothing is stored.
 */
export class CircuitBreakers {
  private readonly breakers = new Map<string, Breaker>()

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @returns seconds for which the model is left out, or 0: it may be asked */
  closedFor(key: string): number {
    const breaker = this.breakers.get(key)
    if (!breaker || breaker.openUntilMs === 0) return 0
    const leftMs = breaker.openUntilMs - this.now()
    if (leftMs > 0) return Math.ceil(leftMs / 1_000)
    // Others wait for what the trial finds.
    return breaker.isTrying ? 1 : 0
  }

  begin(key: string): void {
    const breaker = this.breakers.get(key)
    if (breaker && breaker.openUntilMs > 0) breaker.isTrying = true
  }

  succeeded(key: string): void {
    this.breakers.delete(key)
  }

  /** A call that was stopped says nothing of the model. */
  abandoned(key: string): void {
    const breaker = this.breakers.get(key)
    if (breaker) breaker.isTrying = false
  }

  /** @returns whether the model is left out from now on */
  failed(key: string, rule: BreakerRule): boolean {
    const breaker = this.breakers.get(key) ?? { failures: 0, openUntilMs: 0, isTrying: false }
    breaker.failures += 1
    breaker.isTrying = false
    const isOpen = breaker.failures >= rule.failures
    if (isOpen) breaker.openUntilMs = this.now() + rule.pauseSeconds * 1_000
    this.breakers.set(key, breaker)
    return isOpen
  }
}

export const circuitBreakers = (): CircuitBreakers => singleton('circuit-breakers', () => new CircuitBreakers())
