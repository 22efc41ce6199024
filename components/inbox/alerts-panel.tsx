'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { LazyPart } from '@/components/ui/lazy-part'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { makePart } from '@/components/ui/part'
import { ShowMore } from '@/components/ui/show-more'
import { SkeletonRows } from '@/components/ui/skeleton'
import { StoredText } from '@/components/ui/stored-text'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { AlertView } from '@/lib/contracts/inbox'
import { MarkAllSeen } from './mark-all-seen'
import { releaseRequestOf } from './release-request-of'
import { useAlertList } from './use-alert-list'
import { useMarkSeen } from './use-mark-seen'

const releaseAlert = makePart(() => import('./release-alert').then((module) => module.ReleaseAlert))

export function AlertsPanel() {
  const [search, setSearch] = useState('')
  const list = useAlertList(search)
  const markSeen = useMarkSeen()
  const unseen = list.alerts.filter(({ isSeen }) => !isSeen).map(({ item }) => item)
  return (
    <div>
      <ListToolbar search={search} onSearch={setSearch} searchLabel={t('inbox.search')}>
        <MarkAllSeen unseen={unseen} />
      </ListToolbar>
      {list.error && !list.data ? (
        <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <SkeletonRows count={4} />
      ) : list.alerts.length === 0 ? (
        <NoAlerts search={search.trim()} />
      ) : (
        <>
          <ul className="divide-y rounded-lg border bg-surface">
            {list.alerts.map((alert) => (
              <AlertItem key={alert.id} alert={alert} onSeen={() => markSeen([alert.item])} />
            ))}
          </ul>
          <ShowMore list={list} className="mt-4 w-full" />
        </>
      )}
    </div>
  )
}

function NoAlerts({ search }: { search: string }) {
  if (search === '')
    return <EmptyState icon="inbox" title={t('inbox.alertsEmptyTitle')} text={t('inbox.alertsEmptyText')} />
  return (
    <EmptyState icon="search" title={t('common.nothingFound')} text={t('common.nothingFoundFor', { query: search })} />
  )
}

function AlertItem({ alert, onSeen }: { alert: AlertView; onSeen: () => void }) {
  const request = releaseRequestOf(alert)
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <span className="font-medium">
            <StoredText text={alert.title} problem={alert.titleRef} />
          </span>
          {alert.isSeen ? null : <Badge tone="accent">{t('inbox.newItem')}</Badge>}
          <Badge tone="outline">{t(`inbox.alert-${alert.kind}`)}</Badge>
          {alert.count > 1 ? <Badge>{t('inbox.alertTimes', { count: alert.count })}</Badge> : null}
        </p>
        <p className="mt-1 break-words text-muted text-sm">
          <StoredText text={alert.message} problem={alert.messageRef} />
        </p>
        <p className="mt-1 text-muted text-xs" title={formatDateTime(alert.lastAt)}>
          {formatRelative(alert.lastAt)}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {alert.link ? (
          <Button asChild size="sm">
            <Link href={alert.link}>{t('inbox.open')}</Link>
          </Button>
        ) : null}
        {alert.isSeen ? null : (
          <Button size="sm" variant="ghost" onClick={onSeen}>
            {t('inbox.markSeen')}
          </Button>
        )}
      </div>
      {request ? <LazyPart part={releaseAlert} props={{ ...request, onOpen: () => alert.isSeen || onSeen() }} /> : null}
    </li>
  )
}
