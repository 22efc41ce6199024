/** Where a caller stands with a limit, for the headers RateLimit-*. */
export interface RateState {
  perMinute: number
  remaining: number
  /** Until all of it is there again. */
  resetSeconds: number
}

export function toRateState(perMinute: number, tokens: number): RateState {
  const remaining = Math.max(0, Math.floor(tokens))
  return { perMinute, remaining, resetSeconds: Math.ceil(((perMinute - remaining) * 60) / perMinute) }
}
