export interface Backoff {
  firstMs: number
  maxMs: number
}

/** Exponential backoff with jitter: half to all of a delay that doubles with each failed attempt, from 1. */
export function backoff(attempt: number, { firstMs, maxMs }: Backoff, random: () => number = Math.random): number {
  return Math.min(firstMs * 2 ** (attempt - 1), maxMs) * (0.5 + random() / 2)
}
