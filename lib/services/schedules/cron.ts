import 'server-only'
import { type CronExpression, CronExpressionParser } from 'cron-parser'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { findOddShift, isInShift, timesInShift } from './dst-shifts'

/** With a sixth field cron-parser reads seconds, which are too frequent for a schedule. */
const FIELDS = 5

/** A cron expression in a time zone. */
export interface CronRule {
  cron: string
  timeZone: string
}

/**
 * The times after `after`. A time skipped by a DST shift comes that much later; a repeated one comes once.
 * @throws AppError INVALID_INPUT with a sentence for the person who wrote the expression
 */
export function nextTimes(rule: CronRule, after: Date, count: number): Date[] {
  const found: Date[] = []
  for (const time of timesAfter(rule, after)) {
    found.push(time)
    if (found.length === count) break
  }
  if (found.length === 0) throw new AppError('INVALID_INPUT', problem('schedules.neverFires'))
  return found
}

/** The times from `from` up to `now`, at most the last `limit`, oldest first. */
export function timesBetween(rule: CronRule, from: Date, now: Date, limit: number): Date[] {
  // Doubles the span, so that an every-minute schedule needs no iteration over a year of downtime. Not with `prev()`,
  // which returns a repeated time twice.
  for (let spanMs = (limit + 1) * 60_000; ; spanMs *= 2) {
    const start = Math.max(from.getTime(), now.getTime() - spanMs)
    const found = timesFrom(rule, new Date(start - 1), now)
    if (found.length >= limit || start === from.getTime()) return found.slice(-limit)
  }
}

function timesFrom(rule: CronRule, after: Date, now: Date): Date[] {
  const found: Date[] = []
  for (const time of timesAfter(rule, after)) {
    if (time > now) break
    found.push(time)
  }
  return found
}

function* timesAfter(rule: CronRule, after: Date): Generator<Date> {
  const expression = parse(rule, after)
  for (let last = after; expression.hasNext(); ) {
    const next = expression.next().toDate()
    const jump = findOddShift(rule.timeZone, last, next)
    if (jump) yield* timesInShift(rule, jump).filter((time) => time > last && time <= next)
    if (!jump || !isInShift(jump, next)) yield next
    last = next
  }
}

function parse({ cron, timeZone }: CronRule, currentDate: Date): CronExpression {
  if (!isTimeZone(timeZone)) {
    throw new AppError('INVALID_INPUT', problem('values.timeZoneUnknown', { timeZone }))
  }
  if (cron.trim().split(/\s+/).length !== FIELDS) {
    throw new AppError('INVALID_INPUT', problem('schedules.fiveFields'))
  }
  try {
    return CronExpressionParser.parse(cron.trim(), { currentDate, tz: timeZone })
  } catch (cause) {
    throw new AppError('INVALID_INPUT', problem('schedules.cronInvalid', { reason: describeProblem(cron) }), { cause })
  }
}

const RANGES = [
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day of the month', 1, 31],
  ['month', 1, 12],
  ['day of the week', 0, 7],
] as const

/** Our own message: the library's names no field. */
function describeProblem(cron: string): string {
  const fields = cron.trim().split(/\s+/)
  for (const [index, [name, low, high]] of RANGES.entries()) {
    const field = fields[index] ?? ''
    const outside = (field.match(/(?<![/\w])\d+/g) ?? []).find((text) => Number(text) < low || Number(text) > high)
    if (outside !== undefined) return `The ${name} is ${outside}; it goes from ${low} to ${high}.`
    if (!/^[\w*,/?#-]+$/.test(field)) return `The ${name}, “${field}”, has a character that no field takes.`
  }
  return 'Each field takes a number, a list such as 1,15, a range such as 1-5, or * for all; */10 is every tenth.'
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
