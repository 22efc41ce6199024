import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/
/** Seconds since 1970 stay below this for 3,000 years; milliseconds exceeded it in 1973. */
const FIRST_MILLISECONDS = 100_000_000_000

/**
 * Parses a date, a date with time and zone, or a number of seconds or milliseconds to milliseconds
 * since 1970. @throws INVALID_INPUT
 */
export function parseTime(text: string): number {
  const trimmed = text.trim()
  if (/^\d+(\.\d+)?$/.test(trimmed)) {
    const number = Number(trimmed)
    return number < FIRST_MILLISECONDS ? number * 1_000 : number
  }
  const time = WITH_ZONE.test(trimmed) ? Date.parse(trimmed) : Number.NaN
  if (!Number.isNaN(time)) return time
  throw new AppError('INVALID_INPUT', problem('nodes.notTime', { value: trimmed.slice(0, 80) }))
}
