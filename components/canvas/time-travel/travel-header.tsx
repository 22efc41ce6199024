'use client'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { RunStatusBadge } from '@/components/ui/run-status-badge'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { formatDateTime } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { RunSummary } from '@/lib/contracts/runs'

export interface TravelHeaderProps {
  run: RunSummary
  /** The run to compare with; empty if there is none. */
  otherId: string
  view: 'canvas' | 'compare'
  onView: (view: 'canvas' | 'compare') => void
}

export function TravelHeader({ run, otherId, view, onView }: TravelHeaderProps) {
  const version = run.versionNumber === null ? t('runs.draft') : t('runs.version', { number: run.versionNumber })
  return (
    <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-surface px-3 py-1.5">
      <Link
        href={`/runs/${run.id}`}
        aria-label={t('timeTravel.back')}
        title={t('timeTravel.back')}
        className="flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <Icon name="chevron-left" />
      </Link>
      <h1 className="min-w-0 truncate font-semibold text-base">{t('timeTravel.title', { app: run.appName })}</h1>
      <span className="max-md:hidden">
        <Badge>{version}</Badge>
      </span>
      <RunStatusBadge status={run.status} />
      <span className="text-muted text-xs max-lg:hidden">{formatDateTime(run.createdAt)}</span>
      <span className="flex-1" />
      {otherId === '' ? null : (
        <SegmentedControl
          label={t('timeTravel.compare')}
          value={view}
          onValueChange={onView}
          options={[
            { value: 'canvas', label: t('timeTravel.toCanvas'), icon: 'workflow' },
            { value: 'compare', label: t('timeTravel.compare'), icon: 'columns' },
          ]}
        />
      )}
      <span className="max-md:hidden"></span>
      <Button asChild>
        <Link href={`/apps/${run.appId}`}>
          <Icon name="pencil" size={14} />
          <span className="max-md:sr-only">{t('timeTravel.openDraft')}</span>
        </Link>
      </Button>
    </header>
  )
}
