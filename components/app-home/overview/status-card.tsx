'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { RunStatusBadge } from '@/components/ui/run-status-badge'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { AppOverview } from '@/lib/contracts/app-overview'
import type { AppDetail } from '@/lib/contracts/apps'
import type { PublicationView } from '@/lib/contracts/versions'

export interface StatusCardProps {
  app: AppDetail
  publication: PublicationView
  overview: AppOverview
}

/** The live version, its address, and the result of the last run. */
export function StatusCard({ app, publication, overview: { lastRun } }: StatusCardProps) {
  const { baseUrl, slug, access, publishedVersion } = publication
  const url = access === 'key' ? `${baseUrl}/api/v1/apps/${slug}` : `${baseUrl}/chat/${slug}`
  return (
    <dl className="grid divide-y rounded-lg border bg-surface sm:grid-cols-2 lg:grid-cols-[auto_minmax(0,1fr)_auto] lg:divide-x lg:divide-y-0">
      <Fact label={t('appHome.status')}>
        {publishedVersion === null ? (
          <Badge>{t('apps.draft')}</Badge>
        ) : (
          <Link href={`/apps/${app.id}/releases`} className="hover:underline">
            <Badge tone="success">
              <span className="size-1.5 rounded-full bg-current" />
              {t('apps.live', { number: publishedVersion })}
            </Badge>
          </Link>
        )}
      </Fact>
      <Fact label={t('appHome.address')}>
        {publishedVersion === null ? (
          <span className="text-muted">{t('publish.neverPublished')}</span>
        ) : (
          <span className="flex min-w-0 items-center gap-1">
            <code className="min-w-0 truncate font-mono text-xs">{url}</code>
            <CopyButton text={url} />
          </span>
        )}
      </Fact>
      <Fact label={t('appHome.lastRun')}>
        {lastRun === null ? (
          <span className="text-muted">{t('appHome.neverRan')}</span>
        ) : (
          <Link href={`/runs/${lastRun.id}`} className="flex items-center gap-2 hover:underline">
            <RunStatusBadge status={lastRun.status} />
            <span className="text-muted text-xs" title={formatDateTime(lastRun.createdAt)}>
              {formatRelative(lastRun.createdAt)}
              {lastRun.isDraft ? ` · ${t('apps.draft')}` : null}
            </span>
          </Link>
        )}
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0 px-5 py-3.5">
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-1 flex min-h-7 items-center text-sm">{children}</dd>
    </div>
  )
}
