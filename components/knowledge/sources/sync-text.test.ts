import { expect, test } from 'vitest'
import type { SourceView } from '@/lib/contracts/knowledge-sources'
import { manifests } from '@/lib/sources/manifests.gen'
import { subjectOf, syncTimes } from './sync-text'

const source: SourceView = {
  id: 's',
  kind: 'folder',
  name: 'Handbook',
  settings: {},
  hasSecret: false,
  last4: null,
  cron: null,
  timeZone: 'UTC',
  nextSyncAt: null,
  access: null,
  metadata: {},
  documentCount: 4,
  lastSync: null,
  createdAt: '2026-11-28T00:00:00.000Z',
}

test('shows when a source is synced automatically', () => {
  expect(syncTimes(source)).toBe('Manual')
  expect(syncTimes({ ...source, settings: { watch: true } })).toBe('When files change')
})

test('shows the next time in the time zone of the schedule', () => {
  const nightly = { ...source, cron: '0 3 * * *', timeZone: 'Europe/Berlin', nextSyncAt: '2026-11-28T02:00:00.000Z' }
  expect(syncTimes(nightly)).toMatch(/^Every day at 03:00, next Nov 28,? 03:00/)
  expect(syncTimes({ ...nightly, settings: { watch: true } })).toMatch(/^When files change · Every day at 03:00/)
})

test('describes settings in words, and keeps addresses', () => {
  expect(subjectOf({ ...source, settings: { content: 'pages' } }, manifests.notion)).toBe('Pages only')
  expect(subjectOf({ ...source, settings: { url: 'https://a.example/' } }, manifests.web)).toBe('https://a.example/')
  expect(subjectOf(source, manifests.web)).toBe('')
  expect(subjectOf(source, undefined)).toBe('')
})
