import { expect, test } from 'vitest'
import type { ReleaseRequestView } from '@/lib/contracts/releases'
import { wayToLive } from './go-live-path'

const order = (more: Partial<ReleaseRequestView> = {}): ReleaseRequestView => ({
  ...{ id: 'order', versionId: 'v2', versionNumber: 2, canaryPercent: null, note: '', status: 'waiting', dueAt: null },
  ...{ timeZone: null, requestedBy: null, requestedByName: 'Ada', createdAt: '2026-11-28T10:00:00.000Z' },
  promotesItself: false,
  ...more,
})
const way = (orders: ReleaseRequestView[], wasLive = false, needsApproval = true) =>
  wayToLive({ needsApproval, orders }, { id: 'v2', wasLive })

test('needs no approval where production requires none, or for a version that was live before', () => {
  expect([way([], false, false), way([order()], true), wayToLive(undefined, { id: 'v2', wasLive: false })]).toEqual([
    ...['now', 'back', 'now'],
  ])
})

test('only the same request is pending: not a canary, a planned release or another version', () => {
  expect(way([order()])).toBe('requested')
  const others = [
    order({ canaryPercent: 10 }),
    order({ dueAt: '2027-01-01T08:00:00.000Z' }),
    order({ status: 'scheduled' }),
    order({ versionId: 'v1' }),
  ]
  for (const other of others) expect(way([other])).toBe('request')
})
