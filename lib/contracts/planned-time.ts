import { AppError } from '@/lib/core/app-error'
import { valueProblem } from '@/lib/messages/problems/value-problem'

/** A local time in a time zone: `2026-12-01T09:00`. */
export interface WallTime {
  wallTime: string
  timeZone: string
}

/**
 * The moment at which clocks in a time zone show this. A time that the clock skips is moved forward; for a time that
 * it shows twice, the first moment counts. @throws INVALID_INPUT
 */
export function plannedTime({ wallTime, timeZone }: WallTime): Date {
  const wanted = Date.parse(`${wallTime}:00Z`)
  if (Number.isNaN(wanted)) throw new AppError('INVALID_INPUT', valueProblem('values.noSuchTime'))
  const offsets = [-24, 24].map((hours) => zoneOffsetMs(wanted + hours * 3_600_000, timeZone))
  const candidates = offsets.map((offset) => wanted - offset)
  const fitting = candidates.filter((at) => at + zoneOffsetMs(at, timeZone) === wanted)
  // No candidate fits a skipped time; the offset from before the change then counts.
  return new Date(fitting.length > 0 ? Math.min(...fitting) : Math.max(...candidates))
}

/** The UTC offset of the zone at a moment. @throws INVALID_INPUT */
export function zoneOffsetMs(instantMs: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return shown - Math.floor(instantMs / 1_000) * 1_000
}

/** The last formatter, cached because creating one is a hundred times slower than using it and zones repeat. */
let last: { timeZone: string; format: Intl.DateTimeFormat } | null = null

function formatOf(timeZone: string): Intl.DateTimeFormat {
  if (timeZone !== last?.timeZone) last = { timeZone, format: makeFormat(timeZone) }
  return last.format
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch (cause) {
    throw new AppError('INVALID_INPUT', valueProblem('values.timeZoneUnknown', { timeZone }), {
      cause,
    })
  }
}
