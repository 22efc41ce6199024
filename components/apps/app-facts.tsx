'use client'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { formatCount, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { AppListItem } from '@/lib/contracts/apps'
import type { RunStatus } from '@/lib/contracts/run-status'

const LAST_RUN = {
  queued: { dot: 'bg-faint', label: 'runs.statusQueued' },
  running: { dot: 'bg-info', label: 'runs.statusRunning' },
  paused: { dot: 'bg-warning', label: 'runs.statusPaused' },
  succeeded: { dot: 'bg-success', label: 'runs.statusSucceeded' },
  failed: { dot: 'bg-danger', label: 'runs.statusFailed' },
  cancelled: { dot: 'bg-faint', label: 'runs.statusCancelled' },
} as const satisfies Record<RunStatus, object>

export function StateBadge({ app }: { app: AppListItem }) {
  if (app.publishedVersion === null) return <Badge>{t('apps.draft')}</Badge>
  return (
    <Badge tone="success">
      <span className="size-1.5 rounded-full bg-current" />
      {t('apps.live', { number: app.publishedVersion })}
    </Badge>
  )
}

/** The state of the newest run, in words and color. */
export function LastRun({ app: { lastRun } }: { app: AppListItem }) {
  if (lastRun === null) return <span className="text-faint">{t('apps.neverRan')}</span>
  const { dot, label } = LAST_RUN[lastRun.status]
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className={cn('size-1.5 rounded-full', dot)} />
      {t(label)}, {formatRelative(lastRun.createdAt)}
    </span>
  )
}

export const runsText = ({ runsInWeek }: AppListItem): string =>
  t('apps.runsInWeek', { count: runsInWeek, shown: formatCount(runsInWeek) })

export function OpenChat({ app, className }: { app: AppListItem; className?: string }) {
  if (!app.hasPage || app.slug === null) return null
  const label = t(app.kind === 'chat' ? 'apps.openChat' : 'apps.openForm')
  return (
    <a
      href={`/chat/${app.slug}`}
      target="_blank"
      rel="noopener"
      aria-label={`${label}: ${app.name}`}
      className={cn(
        'inline-flex h-7 items-center gap-1 whitespace-nowrap rounded-md px-1.5 font-medium text-muted text-xs hover:bg-hover hover:text-ink',
        className,
      )}
    >
      <Icon name="external-link" size={13} />
      {label}
    </a>
  )
}

export function Tags({ tags }: { tags: readonly string[] }) {
  return tags.map((tag) => (
    <Badge key={tag} tone="outline">
      {tag}
    </Badge>
  ))
}
