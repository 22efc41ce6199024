import { singleton } from '@/lib/platform/singleton'

interface Breaker {
  failures: number
  /** Skipped until then; a single probe follows. */
  openUntilMs: number
  isTrying: boolean
}

export interface BreakerRule {
  failures: number
  pauseSeconds: number
}

/**
 * Circuit breaker (Nygard, “Release It!”): after `failures` in a row a model is skipped for
 * `pauseSeconds`, then a single call probes it. State is per process and not stored.
 */
export class CircuitBreakers {
  private readonly breakers = new Map<string, Breaker>()

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @returns seconds for which the model is skipped, or 0 if it may be called */
  closedFor(key: string): number {
    const breaker = this.breakers.get(key)
    if (!breaker || breaker.openUntilMs === 0) return 0
    const leftMs = breaker.openUntilMs - this.now()
    if (leftMs > 0) return Math.ceil(leftMs / 1_000)
    // Other requests wait for the result of the probe.
    return breaker.isTrying ? 1 : 0
  }

  begin(key: string): void {
    const breaker = this.breakers.get(key)
    if (breaker && breaker.openUntilMs > 0) breaker.isTrying = true
  }

  succeeded(key: string): void {
    this.breakers.delete(key)
  }

  /** A cancelled call does not count against the model. */
  abandoned(key: string): void {
    const breaker = this.breakers.get(key)
    if (breaker) breaker.isTrying = false
  }

  /** @returns whether the model is now skipped */
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
