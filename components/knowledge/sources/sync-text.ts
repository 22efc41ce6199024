import { describeCron } from '@/components/schedule/describe-cron'
import { formatRelative } from '@/lib/client/format'
import { dateFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import type { SourceView, SyncView } from '@/lib/contracts/knowledge-sources'

export const isRunning = ({ status }: SyncView): boolean =>
  status === 'queued' || status === 'listing' || status === 'fetching' || status === 'indexing'

/** Where it is, or how it ended. */
export function syncStatus(sync: SyncView): string {
  const time = formatRelative(sync.endedAt ?? sync.createdAt)
  switch (sync.status) {
    case 'queued':
      return t('sources.statusQueued')
    case 'listing':
      return t('sources.statusListing')
    case 'fetching':
      return t('sources.statusFetching', { count: sync.pending })
    case 'indexing':
      return t('sources.statusIndexing', { count: sync.pending })
    case 'done':
      return t('sources.statusDone', { time })
    case 'failed':
      return t('sources.statusFailed', { time })
    case 'cancelled':
      return t('sources.cancelled')
  }
}

/** Only what there is: `3 added · 1 failed`. */
export function syncCounts(sync: SyncView): string {
  const { added, updated, unchanged, removed, failed, skipped } = sync
  const parts = [
    [added, 'sources.countAdded'],
    [updated, 'sources.countUpdated'],
    [removed, 'sources.countRemoved'],
    [failed, 'sources.countFailed'],
    [skipped, 'sources.countSkipped'],
    [unchanged, 'sources.countUnchanged'],
  ] as const
  return parts.flatMap(([count, key]) => (count > 0 ? [t(key, { count })] : [])).join(' · ')
}

/** Share of what was found so far; null while that is not known. */
export function syncProgress(sync: SyncView): number | null {
  if (sync.status === 'queued' || sync.status === 'listing') return null
  const done = sync.added + sync.updated + sync.unchanged + sync.failed + sync.skipped + sync.removed
  const all = sync.status === 'indexing' ? Math.max(sync.pending, sync.added + sync.updated) : done + sync.pending
  if (all === 0) return null
  const share = (all - sync.pending) / all
  return sync.status === 'indexing' ? 0.5 + share / 2 : share / 2
}

/** When it is synced without a click: by the clock of its time zone, and as files change. */
export function syncTimes({ cron, timeZone, nextSyncAt, settings }: SourceView): string {
  const isWatched = settings.watch === true
  if (cron === null) return t(isWatched ? 'sources.watched' : 'sources.manual')
  const next = nextSyncAt === null ? [] : [t('sources.nextSync', { time: inZone(nextSyncAt, timeZone) })]
  const times = [describeCron(cron), ...next].join(', ')
  return isWatched ? `${t('sources.watched')} · ${times}` : times
}

const inZone = (iso: string, timeZone: string): string =>
  dateFormat({
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(iso))
