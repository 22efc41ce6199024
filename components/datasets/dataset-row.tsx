'use client'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { DatasetView } from '@/lib/contracts/datasets'
import { DatasetMenu } from './dataset-menu'
import { KIND_LABELS } from './kind-labels'

export function DatasetRow({ dataset }: { dataset: DatasetView }) {
  const kind = KIND_LABELS[dataset.kind]
  return (
    <li className="group relative flex items-center gap-3 px-4 py-3 first:rounded-t-lg last:rounded-b-lg hover:bg-hover/60">
      <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent-strong">
        <Icon name={kind.icon} size={18} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold text-sm">
          <Link
            href={`/data/${dataset.id}`}
            className="block truncate leading-6 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-(--focus)"
          >
            {dataset.name}
          </Link>
        </h2>
        <p className="truncate text-muted text-xs">
          {t(kind.label)} · {dataset.description || t('datasets.updated', { time: formatRelative(dataset.updatedAt) })}
        </p>
      </div>
      <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1 text-muted text-xs">
        {dataset.pendingCount > 0 ? (
          <Badge tone="warning">{t('datasets.toReview', { count: dataset.pendingCount })}</Badge>
        ) : null}
        <span className="tabular-nums">{t('datasets.examples', { count: dataset.exampleCount })}</span>
        <span className="hidden w-20 text-right text-faint tabular-nums sm:inline">
          {dataset.latestVersion === null
            ? t('datasets.noVersion')
            : t('datasets.versionNumber', { number: dataset.latestVersion })}
        </span>
      </div>
      <DatasetMenu dataset={dataset} />
    </li>
  )
}
