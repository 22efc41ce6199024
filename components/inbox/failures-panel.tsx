'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { SkeletonRows } from '@/components/ui/skeleton'
import { StoredText } from '@/components/ui/stored-text'
import { toast } from '@/components/ui/toast'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { FAILURE_SORTS, type FailureGroup, listFailures } from '@/lib/contracts/inbox'
import { MarkAllSeen } from './mark-all-seen'
import { retryRun } from './retry-run'
import { useMarkSeen } from './use-mark-seen'

const POLL_MS = 15_000

export function FailuresPanel() {
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<(typeof FAILURE_SORTS)[number]>('newest')
  const query = { sort, ...(search.trim() === '' ? {} : { search: search.trim() }) }
  const list = useContractQuery(listFailures, { query, keepPrevious: true, refetchInterval: () => POLL_MS })
  const markSeen = useMarkSeen()
  const unseen = (list.data?.failures ?? []).filter(({ isSeen }) => !isSeen).map(({ item }) => item)
  return (
    <div>
      <ListToolbar search={search} onSearch={setSearch} searchLabel={t('inbox.search')}>
        <Choice
          values={FAILURE_SORTS}
          labelOf={(value) => t(`inbox.sort-${value}`)}
          value={sort}
          onSelect={setSort}
          label={t('common.sortBy')}
          className="w-32"
        />
        <MarkAllSeen unseen={unseen} />
      </ListToolbar>
      {list.error && !list.data ? (
        <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <SkeletonRows count={5} />
      ) : list.data.failures.length === 0 ? (
        <NoFailures search={search.trim()} />
      ) : (
        <ul className="divide-y rounded-lg border bg-surface">
          {list.data.failures.map((failure) => (
            <FailureItem key={failure.item} failure={failure} onSeen={() => markSeen([failure.item])} />
          ))}
        </ul>
      )}
    </div>
  )
}

function NoFailures({ search }: { search: string }) {
  if (search !== '')
    return (
      <EmptyState
        icon="search"
        title={t('common.nothingFound')}
        text={t('common.nothingFoundFor', { query: search })}
      />
    )
  return <EmptyState icon="circle-check" title={t('inbox.failuresEmptyTitle')} text={t('inbox.failuresEmptyText')} />
}

function FailureItem({ failure, onSeen }: { failure: FailureGroup; onSeen: () => void }) {
  const mayRun = useHasRole('runner')
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  async function retry() {
    setBusy(true)
    try {
      const runId = await retryRun(failure.lastRunId)
      toast.success(t('inbox.retried'))
      if (runId) router.push(`/runs/${runId}`)
    } catch (error) {
      toast.error(error instanceof Error ? error.message : t('common.errorUnknown'))
      setBusy(false)
    }
  }
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <span className="font-medium">{failure.app.name}</span>
          {failure.isSeen ? null : <Badge tone="accent">{t('inbox.newItem')}</Badge>}
          <Badge tone="danger">{t('inbox.times', { count: failure.count })}</Badge>
        </p>
        <p className="mt-1 break-words text-sm">
          <StoredText text={failure.message} problem={failure.errorRef} />
        </p>
        <p className="mt-1 text-muted text-xs">
          <span title={formatDateTime(failure.lastAt)}>
            {t('inbox.lastAt', { time: formatRelative(failure.lastAt) })}
          </span>
          {failure.count > 1 ? (
            <span title={formatDateTime(failure.firstAt)}>
              {` · ${t('inbox.firstAt', { time: formatRelative(failure.firstAt) })}`}
            </span>
          ) : null}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button asChild size="sm">
          <Link href={`/runs/${failure.lastRunId}`}>{t('inbox.openLastRun')}</Link>
        </Button>
        {failure.connection ? (
          <Button asChild size="sm">
            <Link href={`/models?connection=${failure.connection.id}`}>
              {t('inbox.openConnection', { name: failure.connection.name })}
            </Link>
          </Button>
        ) : null}
        {mayRun ? (
          <Button size="sm" icon="refresh" busy={busy} onClick={() => void retry()}>
            {t('inbox.retry')}
          </Button>
        ) : null}
        {failure.isSeen ? null : (
          <Button size="sm" variant="ghost" onClick={onSeen}>
            {t('inbox.markSeen')}
          </Button>
        )}
      </div>
    </li>
  )
}
