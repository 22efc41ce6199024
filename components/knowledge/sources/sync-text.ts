import { z } from 'zod'
import { describeCron } from '@/components/schedule/describe-cron'
import { formatRelative } from '@/lib/client/format/format'
import { dateFormat } from '@/lib/client/messages/intl'
import { manifestTexts } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import type { SourceView, SyncView } from '@/lib/contracts/knowledge-sources'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import type { SourceManifest } from '@/lib/sources/source-manifest'

export const isRunning = ({ status }: SyncView): boolean =>
  status === 'queued' || status === 'listing' || status === 'fetching' || status === 'indexing'

/** Current stage, or how it ended. */
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

/** Non-zero counts only: `3 added · 1 failed`. */
export function syncCounts(sync: SyncView): { text: string; isFailure: boolean }[] {
  const { added, updated, unchanged, removed, failed, skipped } = sync
  const parts = [
    [failed, 'sources.countFailed'],
    [added, 'sources.countAdded'],
    [updated, 'sources.countUpdated'],
    [removed, 'sources.countRemoved'],
    [skipped, 'sources.countSkipped'],
    [unchanged, 'sources.countUnchanged'],
  ] as const
  return parts.flatMap(([count, key]) =>
    count > 0 ? [{ text: t(key, { count }), isFailure: key === 'sources.countFailed' }] : [],
  )
}

/** Short description of a source's settings: addresses unchanged, options by label. */
export function subjectOf({ settings }: SourceView, manifest: SourceManifest | undefined): string {
  if (!manifest) return ''
  const { id, subject } = manifest
  const value = settings[subject]
  if (typeof value !== 'string') return ''
  const field: unknown = manifest.settings.shape[subject]
  const english = field instanceof z.ZodType ? fieldLayout(field).options?.[value] : undefined
  return manifestTexts('sources', id)[`fields.${subject}.options.${value}`] ?? english ?? value
}

/** Share of the items found so far; null while unknown. */
export function syncProgress(sync: SyncView): number | null {
  if (sync.status === 'queued' || sync.status === 'listing') return null
  const done = sync.added + sync.updated + sync.unchanged + sync.failed + sync.skipped + sync.removed
  const all = sync.status === 'indexing' ? Math.max(sync.pending, sync.added + sync.updated) : done + sync.pending
  if (all === 0) return null
  const share = (all - sync.pending) / all
  return sync.status === 'indexing' ? 0.5 + share / 2 : share / 2
}

/** Automatic sync times: the schedule in its time zone, and on file changes. */
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
