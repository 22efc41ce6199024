import 'server-only'
import { CronExpressionParser } from 'cron-parser'
import { zoneOffsetMs } from '@/lib/contracts/planned-time'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** A clock that goes forward by another time than whole hours. */
interface OddJump {
  at: number
  byMs: number
}

/**
 * The last one between the two or in the hour before them. cron-parser takes every jump for one of an hour: on Lord Howe
 * Island, where it is half of one, it leaves times out, and gives others that are none, until an hour is over.
 */
export function findOddJump(timeZone: string, from: Date, to: Date): OddJump | null {
  const earliest = from.getTime() - HOUR_MS
  const before = zoneOffsetMs(earliest, timeZone)
  const byMs = zoneOffsetMs(to.getTime(), timeZone) - before
  if (byMs <= 0 || byMs % HOUR_MS === 0) return null
  let [low, high] = [Math.floor(earliest / MINUTE_MS), Math.ceil(to.getTime() / MINUTE_MS)]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (zoneOffsetMs(middle * MINUTE_MS, timeZone) === before) low = middle
    else high = middle
  }
  return { at: high * MINUTE_MS, byMs }
}

/** Whether cron-parser is wrong about this time. */
export const isInJump = ({ at }: OddJump, time: Date): boolean => time.getTime() >= at && time.getTime() < at + HOUR_MS

/** All times of the hour after the jump: what clocks show then, and what they have left out, which comes as much later. */
export function timesInJump({ cron, timeZone }: { cron: string; timeZone: string }, { at, byMs }: OddJump): Date[] {
  const onClock = CronExpressionParser.parse(cron.trim(), { tz: 'UTC' })
  const isDue = (shown: number) => onClock.includesDate(new Date(shown))
  const offsetMs = zoneOffsetMs(at, timeZone)
  const found: Date[] = []
  for (let time = at; time < at + HOUR_MS; time += MINUTE_MS) {
    const shown = time + offsetMs
    if (isDue(shown) || (time < at + byMs && isDue(shown - byMs))) found.push(new Date(time))
  }
  return found
}
