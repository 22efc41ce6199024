import { expect, test } from 'vitest'
import type { ReleaseRequestView } from '@/lib/contracts/releases'
import { goLivePath } from './go-live-path'

const releaseRequest = (overrides: Partial<ReleaseRequestView> = {}): ReleaseRequestView => ({
  id: 'request',
  versionId: 'v2',
  versionNumber: 2,
  canaryPercent: null,
  note: '',
  status: 'waiting',
  dueAt: null,
  timeZone: null,
  requestedBy: null,
  requestedByName: 'Ada',
  createdAt: '2026-11-28T10:00:00.000Z',
  promotesItself: false,
  ...overrides,
})
const wayWith = (orders: ReleaseRequestView[], wasLive = false, needsApproval = true) =>
  goLivePath({ needsApproval, orders }, { id: 'v2', wasLive })

test('needs no approval where production requires none, or for a version that was live before', () => {
  expect([
    wayWith([], false, false),
    wayWith([releaseRequest()], true),
    goLivePath(undefined, { id: 'v2', wasLive: false }),
  ]).toEqual(['now', 'back', 'now'])
})

test('only the same request is pending: not a canary, a planned release or another version', () => {
  expect(wayWith([releaseRequest()])).toBe('requested')
  const others = [
    releaseRequest({ canaryPercent: 10 }),
    releaseRequest({ dueAt: '2027-01-01T08:00:00.000Z' }),
    releaseRequest({ status: 'scheduled' }),
    releaseRequest({ versionId: 'v1' }),
  ]
  for (const other of others) expect(wayWith([other])).toBe('request')
})
