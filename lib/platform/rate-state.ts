/** The remaining quota of a caller, for the RateLimit-* headers. */
export interface RateState {
  perMinute: number
  remaining: number
  /** Until the quota is full again. */
  resetSeconds: number
}

export function toRateState(perMinute: number, tokens: number): RateState {
  const remaining = Math.max(0, Math.floor(tokens))
  return { perMinute, remaining, resetSeconds: Math.ceil(((perMinute - remaining) * 60) / perMinute) }
}
