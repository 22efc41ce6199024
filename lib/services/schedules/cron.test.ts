import { expect, test } from 'vitest'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import { nextTimes, timesBetween } from './cron'

const berlin = (cron: string) => ({ cron, timeZone: 'Europe/Berlin' })
const iso = (dates: Date[]) => dates.map((date) => date.toISOString())

test('returns the next times in the zone', () => {
  expect(iso(nextTimes(berlin('0 7 * * 1-5'), new Date('2026-11-20T06:30:00Z'), 2))).toEqual([
    '2026-11-23T06:00:00.000Z',
    '2026-11-24T06:00:00.000Z',
  ])
})

test('runs a time skipped by a DST shift once, an hour later', () => {
  // On 2027-03-28 Berlin goes from 02:00 to 03:00.
  expect(iso(nextTimes(berlin('30 2 * * *'), new Date('2027-03-27T12:00:00Z'), 3))).toEqual([
    '2027-03-28T01:30:00.000Z',
    '2027-03-29T00:30:00.000Z',
    '2027-03-30T00:30:00.000Z',
  ])
  const looking = [new Date('2027-03-27T12:00:00Z'), new Date('2027-03-28T12:00:00Z')] as const
  expect(iso(timesBetween(berlin('30 2 * * *'), ...looking, 9))).toEqual(['2027-03-28T01:30:00.000Z'])
})

test('runs a time skipped by a half-hour DST shift half an hour later', () => {
  // On 2026-10-04 Lord Howe goes from 02:00 to 02:30, which is 15:30 of the previous day in UTC.
  const onLordHowe = (cron: string) =>
    iso(
      timesBetween(
        { cron, timeZone: 'Australia/Lord_Howe' },
        new Date('2026-10-03T15:00:00Z'),
        new Date('2026-10-03T16:15:00Z'),
        9,
      ),
    ).map((time) => time.slice(11, 16))
  expect(onLordHowe('15 2 * * *')).toEqual(['15:45'])
  expect(onLordHowe('0 2 * * 0')).toEqual(['15:30'])
  expect(onLordHowe('45 2 * * *')).toEqual(['15:45'])
  expect(onLordHowe('20,45 2 * * *')).toEqual(['15:45', '15:50'])
  expect(onLordHowe('*/15 * * * *')).toEqual(['15:00', '15:15', '15:30', '15:45', '16:00', '16:15'])
  const daily = nextTimes({ cron: '15 2 * * *', timeZone: 'Australia/Lord_Howe' }, new Date('2026-10-02T00:00:00Z'), 3)
  expect(iso(daily)).toEqual(['2026-10-02T15:45:00.000Z', '2026-10-03T15:45:00.000Z', '2026-10-04T15:15:00.000Z'])
})

test('runs a time repeated by a DST shift once', () => {
  // On 2026-10-25 Berlin goes from 03:00 back to 02:00.
  expect(iso(nextTimes(berlin('30 2 * * *'), new Date('2026-10-24T12:00:00Z'), 2))).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ])
  const looking = [new Date('2026-10-24T12:00:00Z'), new Date('2026-10-25T12:00:00Z')] as const
  expect(iso(timesBetween(berlin('30 2 * * *'), ...looking, 9))).toEqual(['2026-10-25T00:30:00.000Z'])
})

test('an hourly schedule stays hourly across DST shifts', () => {
  const shiftedBack = nextTimes(berlin('0 * * * *'), new Date('2026-10-24T23:30:00Z'), 4)
  expect(iso(shiftedBack)).toEqual([
    '2026-10-25T00:00:00.000Z',
    '2026-10-25T01:00:00.000Z',
    '2026-10-25T02:00:00.000Z',
    '2026-10-25T03:00:00.000Z',
  ])
})

test('lists missed times and keeps the last ones, without iterating over a year', () => {
  const usedMs = cpuMs(() => {
    const missed = timesBetween(
      berlin('* * * * *'),
      new Date('2025-01-01T00:00:00Z'),
      new Date('2026-01-01T00:00:30Z'),
      3,
    )
    expect(iso(missed)).toEqual(['2025-12-31T23:58:00.000Z', '2025-12-31T23:59:00.000Z', '2026-01-01T00:00:00.000Z'])
  })
  expect(usedMs).toBeLessThan(500)
  expect(
    timesBetween(berlin('0 7 * * *'), new Date('2026-01-01T07:00:00Z'), new Date('2026-01-01T08:00:00Z'), 9),
  ).toEqual([])
  const atTheMinute = new Date('2026-01-01T06:00:00Z')
  expect(iso(timesBetween(berlin('0 7 * * *'), atTheMinute, atTheMinute, 9))).toEqual(['2026-01-01T06:00:00.000Z'])
})

test.each([
  ['* * * * * *', 'UTC', 'five fields'],
  ['* * * *', 'UTC', 'five fields'],
  ['61 * * * *', 'UTC', 'This is not a valid cron expression. The minute is 61; it goes from 0 to 59.'],
  ['0 7 * * 8', 'UTC', 'This is not a valid cron expression. The day of the week is 8; it goes from 0 to 7.'],
  ['0 7 * 1,13 *', 'UTC', 'The month is 13; it goes from 1 to 12.'],
  ['0 7 ! * *', 'UTC', 'The day of the month, “!”, has a character that no field takes.'],
  ['0 7 * nope *', 'UTC', 'Each field takes a number, a list such as 1,15, a range such as 1-5, or * for all'],
  ['0 0 31 2 *', 'UTC', ''],
  ['0 7 * * *', 'Mars/Olympus', 'time zone'],
  ['0 7 * * *', '', 'time zone'],
])('rejects %s in %s', (cron, timeZone, sentence) => {
  expect(() => nextTimes({ cron, timeZone }, new Date('2026-01-01T00:00:00Z'), 1)).toThrow(sentence)
})
