import 'server-only'
import { CronExpressionParser } from 'cron-parser'
import { zoneOffsetMs } from '@/lib/contracts/planned-time'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** A DST shift forward that is not a whole number of hours. */
interface OddShift {
  at: number
  byMs: number
}

/**
 * The last such shift within the period or in the hour before it. cron-parser treats every shift as one hour: on Lord
 * Howe Island, with half an hour, it skips times and returns invalid ones for an hour.
 */
export function findOddShift(timeZone: string, from: Date, to: Date): OddShift | null {
  const earliest = from.getTime() - HOUR_MS
  const offsetBeforeMs = zoneOffsetMs(earliest, timeZone)
  const byMs = zoneOffsetMs(to.getTime(), timeZone) - offsetBeforeMs
  if (byMs <= 0 || byMs % HOUR_MS === 0) return null
  let [low, high] = [Math.floor(earliest / MINUTE_MS), Math.ceil(to.getTime() / MINUTE_MS)]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (zoneOffsetMs(middle * MINUTE_MS, timeZone) === offsetBeforeMs) low = middle
    else high = middle
  }
  return { at: high * MINUTE_MS, byMs }
}

/** Whether cron-parser is wrong about this time. */
export const isInShift = ({ at }: OddShift, time: Date): boolean =>
  time.getTime() >= at && time.getTime() < at + HOUR_MS

/**
 * All times in the hour after the shift: those that clocks show, and the skipped ones, moved by the length of the
 * shift.
 */
export function timesInShift({ cron, timeZone }: { cron: string; timeZone: string }, { at, byMs }: OddShift): Date[] {
  const onClock = CronExpressionParser.parse(cron.trim(), { tz: 'UTC' })
  const isDue = (localTime: number) => onClock.includesDate(new Date(localTime))
  const offsetMs = zoneOffsetMs(at, timeZone)
  const found: Date[] = []
  for (let time = at; time < at + HOUR_MS; time += MINUTE_MS) {
    const localTime = time + offsetMs
    if (isDue(localTime) || (time < at + byMs && isDue(localTime - byMs))) found.push(new Date(time))
  }
  return found
}
