import 'server-only'

/** How far the clocks of two servers may be apart, and how long a signed message may be in transit. */
const TOLERANCE_SECONDS = 5 * 60

/** @param seconds since 1970, as a sender wrote it */
export const isTimely = (seconds: string, nowMs: number): boolean =>
  /^\d{1,12}$/.test(seconds) && Math.abs(nowMs / 1_000 - Number(seconds)) <= TOLERANCE_SECONDS
