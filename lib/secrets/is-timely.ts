import 'server-only'

/** Allowed clock difference between two servers plus transit time of a signed message. */
const TOLERANCE_SECONDS = 5 * 60

/** @param seconds since 1970, as the sender wrote it */
export const isTimely = (seconds: string, nowMs: number): boolean =>
  /^\d{1,12}$/.test(seconds) && Math.abs(nowMs / 1_000 - Number(seconds)) <= TOLERANCE_SECONDS
