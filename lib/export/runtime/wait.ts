import { setTimeout as sleep } from 'node:timers/promises'

const MAX_TIMER_MS = 2_000_000_000
/** Seconds since 1970 are below this for the next 3,000 years; milliseconds have been above it since 1973. */
const FIRST_MILLISECONDS = 100_000_000_000

/** Waits in this process, which must keep running. */
export async function waitUntil(timeMs: number, signal?: AbortSignal): Promise<void> {
  for (let left = timeMs - Date.now(); left > 0; left = timeMs - Date.now()) {
    await sleep(Math.min(left, MAX_TIMER_MS), undefined, signal ? { signal } : {})
  }
}

/** Milliseconds since 1970 of a date with its zone, or of a number of seconds or milliseconds. */
export function parseTime(text: string): number {
  const trimmed = text.trim()
  const number = /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN
  if (!Number.isNaN(number)) return number < FIRST_MILLISECONDS ? number * 1_000 : number
  const hasZone = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/.test(trimmed)
  const time = hasZone ? Date.parse(trimmed) : Number.NaN
  if (Number.isNaN(time)) throw new Error(`“${trimmed}” is not a time. Write it as 2027-01-31T09:00:00Z.`)
  return time
}
