import { DateTime, type DateTimeUnit, Duration, IANAZone } from 'luxon'
import type { Json } from '@/lib/core/json'

export interface DateChange {
  operation: string
  /** Pattern for parsing text; if it is empty, ISO 8601, RFC 2822, SQL and HTTP dates are tried. */
  pattern: string
  /** Format of the result; ISO 8601 if it is empty. */
  format: string
  zone: string
  amount: number
  unit: string
}

export interface ChangedDate {
  text: string
  date: string
  milliseconds: number
  difference: number
}

/** @throws Error that names the problem */
export function changeDate(value: Json, other: Json, change: DateChange): ChangedDate {
  const { operation, zone, amount, unit, format } = change
  if (!IANAZone.isValidZone(zone)) throw new Error(`“${zone}” is not a time zone.`)
  const date = readDate(value, change)
  const result = applyChange(date, { operation, amount, unit: unit as DateTimeUnit })
  const difference = operation === 'difference' ? differenceOf(date, readDate(other, change), unit) : 0
  return {
    date: isoOf(result),
    milliseconds: result.toMillis(),
    difference,
    text:
      operation === 'difference'
        ? String(difference)
        : format === ''
          ? isoOf(result)
          : result.toFormat(format, { locale: 'en' }),
  }
}

function applyChange(
  date: DateTime,
  { operation, amount, unit }: { operation: string; amount: number; unit: DateTimeUnit },
): DateTime {
  switch (operation) {
    // Days and longer units keep the time of day over DST shifts; hours and shorter ones are elapsed time.
    case 'add':
      return date.plus(Duration.fromObject({ [unit]: amount }))
    case 'start':
      return date.startOf(unit)
    case 'end':
      return date.endOf(unit)
    default:
      return date
  }
}

/** The difference in calendar units: from 31 January to 28 February of the same year, 0.9 months. */
function differenceOf(from: DateTime, to: DateTime, unit: string): number {
  return Number(
    to
      .diff(from, unit as DateTimeUnit)
      .as(unit as DateTimeUnit)
      .toFixed(6),
  )
}

function readDate(value: Json, { pattern, zone }: DateChange): DateTime {
  const date =
    typeof value === 'number'
      ? DateTime.fromMillis(value, { zone })
      : readText(String(value ?? '').trim(), pattern, zone)
  if (!date.isValid)
    throw new Error(`“${String(value).slice(0, 60)}” is not a date${pattern === '' ? '' : ` of the form ${pattern}`}.`)
  return date
}

function readText(text: string, pattern: string, zone: string): DateTime {
  if (pattern !== '') return DateTime.fromFormat(text, pattern, { zone, locale: 'en' })
  // A string of digits counts seconds or milliseconds since 1970.
  if (/^-?\d{9,13}$/.test(text))
    return DateTime.fromMillis(Number(text) * (text.replace('-', '').length > 10 ? 1 : 1_000), { zone })
  const parsers = [DateTime.fromISO, DateTime.fromRFC2822, DateTime.fromSQL, DateTime.fromHTTP]
  const found = parsers.map((parse) => parse.call(DateTime, text, { zone })).find(({ isValid }) => isValid)
  return found ?? DateTime.invalid('unparsable')
}

const isoOf = (date: DateTime): string => date.toISO({ suppressMilliseconds: true }) ?? ''
