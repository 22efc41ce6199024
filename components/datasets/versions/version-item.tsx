'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { DatasetVersionView } from '@/lib/contracts/dataset-versions'
import type { DatasetView } from '@/lib/contracts/datasets'
import { StatisticsView } from '../statistics/statistics-view'
import { DiffDialog } from './diff-dialog'
import { ExportMenu } from './export-menu'

export interface VersionItemProps {
  dataset: DatasetView
  version: DatasetVersionView
  before: DatasetVersionView | undefined
}

export function VersionItem({ dataset, version, before }: VersionItemProps) {
  const [dialog, setDialog] = useState<'diff' | 'statistics' | null>(null)
  const { splits, examples } = version.statistics
  const { number, note, createdByName, createdAt } = version
  const author = createdByName ?? t('datasets.unknownPerson')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Badge tone="accent" className="tabular-nums">
        {t('datasets.versionNumber', { number })}
      </Badge>
      <div className="min-w-48 flex-1">
        <p className="truncate font-medium text-sm">{note || t('datasets.examples', { count: examples })}</p>
        <p className="text-muted text-xs">
          {t('datasets.versionParts', { ...splits, count: examples })} · {author}, {formatRelative(createdAt)}
        </p>
      </div>
      <div className="flex flex-wrap gap-1.5">
        {before ? (
          <Button size="sm" icon="git-branch" onClick={() => setDialog('diff')}>
            {t('datasets.changes')}
          </Button>
        ) : null}
        <Button size="sm" icon="activity" onClick={() => setDialog('statistics')}>
          {t('datasets.tabStatistics')}
        </Button>
        <Button size="sm" icon="wand" asChild>
          <Link href={trainingHref(dataset, version)}>{t('datasets.train')}</Link>
        </Button>
        <ExportMenu dataset={dataset} version={version} />
      </div>
      {dialog === 'diff' && before ? (
        <DiffDialog dataset={dataset} version={version} before={before} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'statistics' ? (
        <Dialog open onOpenChange={(open) => !open && setDialog(null)}>
          <DialogContent title={t('datasets.statisticsOf', { number })} size="xl">
            <StatisticsView statistics={version.statistics} />
          </DialogContent>
        </Dialog>
      ) : null}
    </li>
  )
}

function trainingHref({ kind }: DatasetView, { id }: DatasetVersionView): string {
  return `/models/trained/new?${new URLSearchParams({ kind: kind === 'classification' ? 'classifier' : 'chat', data: id })}`
}
