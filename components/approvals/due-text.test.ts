import { expect, test } from 'vitest'
import { formatDateTime } from '@/lib/client/format/format'
import { dueText, ownTimeZone } from './due-text'

const NOW = Date.parse('2026-11-28T19:00:00Z')
const SOON = '2026-11-29T09:00:00.000Z'
const FAR = '2027-03-01T08:00:00.000Z'
const elsewhere = ownTimeZone() === 'Asia/Tokyo' ? 'Europe/Zurich' : 'Asia/Tokyo'

test('shows the remaining time, and the local time if the plan is in another time zone', () => {
  expect(dueText(SOON, null, NOW)).toBe('in 14 hr.')
  expect(dueText(SOON, ownTimeZone(), NOW)).toBe('in 14 hr.')
  expect(dueText(SOON, elsewhere, NOW)).toBe(`in 14 hr. · ${formatDateTime(SOON)} in your time zone`)
})

test('shows a distant date only once', () => {
  expect(dueText(FAR, elsewhere, NOW)).toBe(`${formatDateTime(FAR)} in your time zone`)
  expect(dueText(FAR, ownTimeZone(), NOW)).toBe('')
})
