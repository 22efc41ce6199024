import { expect, test } from 'vitest'
import { plannedTime } from './planned-time'

const at = (wallTime: string, timeZone: string) => plannedTime({ wallTime, timeZone }).toISOString()

test('converts a local time to its instant, in summer and in winter', () => {
  expect(at('2026-12-01T09:00', 'Europe/Berlin')).toBe('2026-12-01T08:00:00.000Z')
  expect(at('2026-07-01T09:00', 'Europe/Berlin')).toBe('2026-07-01T07:00:00.000Z')
  expect(at('2026-07-01T09:00', 'America/New_York')).toBe('2026-07-01T13:00:00.000Z')
  expect(at('2026-07-01T09:00', 'Asia/Kolkata')).toBe('2026-07-01T03:30:00.000Z')
  expect(at('2026-01-01T00:00', 'Pacific/Kiritimati')).toBe('2025-12-31T10:00:00.000Z')
})

test('moves a skipped time one hour later and uses the first occurrence of a repeated time', () => {
  expect(at('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  expect(at('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
})

test('rejects an unknown time zone and a nonexistent day with an explanation', () => {
  expect(() => at('2026-12-01T09:00', 'Mars/Olympus')).toThrow('The time zone “Mars/Olympus” does not exist.')
  expect(() => at('2026-12-01T09:00', '')).toThrow('The time zone “” does not exist.')
  expect(() => at('2026-13-01T09:00', 'UTC')).toThrow('This day or time does not exist. Choose another.')
})
