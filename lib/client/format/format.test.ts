import { expect, test } from 'vitest'
import { formatBytes, formatCost, formatDuration, formatRelative } from './format'

test('formats durations in readable units', () => {
  expect([480.4, 2_449, 42_000, 185_000].map(formatDuration)).toEqual(['480 ms', '2.4 s', '42 s', '3 min 05 s'])
})

test('keeps small costs readable', () => {
  expect([0, 12, 4_300, 1_250_000].map(formatCost)).toEqual(['$0', '$0.000012', '$0.0043', '$1.25'])
})

test('formats sizes and times', () => {
  expect([900, 23_400, 2_340_000].map(formatBytes)).toEqual(['900 B', '23 kB', '2.3 MB'])
  expect(formatRelative('2026-11-24T10:00:00Z', Date.parse('2026-11-24T10:03:00Z'))).toBe('3 min. ago')
})
