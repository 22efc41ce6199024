import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { changeDate } from '../shared/values/change-date'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const change = (value: string | number, config: JsonObject, other: string | null = null) =>
  changeDate(value, other, manifest.config.parse(config))
const added = (value: string, amount: number, unit: string, zone = 'UTC') =>
  change(value, { operation: 'add', amount, unit, zone }).date

test('adds over leap days and the ends of months', () => {
  expect(added('2028-02-28', 1, 'days')).toBe('2028-02-29T00:00:00Z')
  expect(added('2026-02-28', 1, 'days')).toBe('2026-03-01T00:00:00Z')
  expect(added('2028-02-29', 1, 'years')).toBe('2029-02-28T00:00:00Z')
  expect(added('2026-01-31', 1, 'months')).toBe('2026-02-28T00:00:00Z')
  expect(added('2026-03-31', -1, 'quarters')).toBe('2025-12-31T00:00:00Z')
})

test('days keep their time of day over DST shifts, and hours are elapsed time', () => {
  const before = '2026-03-28T12:00:00'
  expect(added(before, 1, 'days', 'Europe/Berlin')).toBe('2026-03-29T12:00:00+02:00')
  expect(added(before, 24, 'hours', 'Europe/Berlin')).toBe('2026-03-29T13:00:00+02:00')
  // 02:30 does not exist on that day.
  expect(added('2026-03-28T02:30:00', 1, 'days', 'Europe/Berlin')).toBe('2026-03-29T03:30:00+02:00')
  const autumn = { operation: 'difference', unit: 'hours', zone: 'Europe/Berlin' }
  expect(change('2026-10-25', autumn, '2026-10-26').difference).toBe(25)
  expect(change('2026-10-25', { ...autumn, unit: 'days' }, '2026-10-26').difference).toBe(1)
})

test('reads and formats dates of several forms', () => {
  const format = { operation: 'format', format: 'd LLLL yyyy' }
  expect(change('2026-11-30T20:00:00Z', format).text).toBe('30 November 2026')
  expect(change('Mon, 30 Nov 2026 20:00:00 GMT', format).text).toBe('30 November 2026')
  expect(change('1780000000', { ...format, format: '' }).text).toBe('2026-05-28T20:26:40Z')
  expect(change(1_780_000_000_000, format).text).toBe('28 May 2026')
  expect(change('30.11.2026 20:00', { ...format, pattern: 'dd.MM.yyyy HH:mm', zone: 'Asia/Tokyo' }).date).toBe(
    '2026-11-30T20:00:00+09:00',
  )
  expect(change('2026-11-18T10:00:00Z', { operation: 'start', unit: 'weeks' }).date).toBe('2026-11-16T00:00:00Z')
  expect(change('2028-02-10', { operation: 'end', unit: 'months', format: 'yyyy-MM-dd' }).text).toBe('2028-02-29')
})

test.each([
  ['2026-02-30', {}, 'is not a date'],
  ['yesterday', {}, 'is not a date'],
  ['30.11.2026', { pattern: 'yyyy' }, 'of the form yyyy'],
  ['2026-01-01', { zone: 'Mars/Olympus' }, 'is not a time zone'],
])('explains why it rejects %s with the settings %j', (value, config, reason) => {
  expect(() => change(value, { operation: 'format', ...config })).toThrow(reason)
})

test('returns the current time, which the run records', async () => {
  const graph = chatApp([{ id: 'now', type: 'date' }], ['in.message -> now.when', 'now.milliseconds -> out.text'])
  const now = Date.parse('2026-11-30T20:00:00Z')
  const { outputs, events } = await runApp(graph, { inputs: { message: 'x' }, now: () => now })
  expect(outputs?.text).toBe(String(now))
  expect(events.flatMap((event) => (event.type === 'node-step' ? [event.step] : []))).toMatchObject([{ key: 'now' }])
})

test('fails with the reason', async () => {
  const graph = chatApp(
    [{ id: 'date', type: 'date', config: { operation: 'format' } }],
    ['in.message -> date.date', 'date.text -> out.text'],
  )
  const { error } = await runApp(graph, { inputs: { message: 'soon' } })
  expect([error?.code, error?.message]).toEqual(['INVALID_INPUT', expect.stringContaining('“soon” is not a date')])
})
