'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useUrlState } from '@/lib/client/use-url-state'
import { RunFilters } from './run-filters'
import { RunTable } from './run-table'
import { useRunList } from './use-run-list'

export function RunsPage() {
  const [appId, setAppId] = useUrlState('app')
  const [status, setStatus] = useUrlState('status')
  const [search, setSearch] = useState('')
  const filters = { appId, status, search }
  function reset() {
    setSearch('')
    setAppId('')
    setStatus('')
  }
  return (
    <PageBody>
      <PageHeader title={t('runs.title')} description={t('runs.titleHint')} />
      <RunFilters
        appId={appId}
        onApp={setAppId}
        status={status}
        onStatus={setStatus}
        search={search}
        onSearch={setSearch}
      />
      <RunList filters={filters} onReset={reset} />
    </PageBody>
  )
}

interface RunListProps {
  filters: { appId: string; status: string; search: string }
  onReset: () => void
}

function RunList({ filters, onReset }: RunListProps) {
  const list = useRunList(filters)
  if (list.error) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows count={8} />
  if (list.runs.length === 0) return <NoRuns filters={filters} onReset={onReset} />
  return (
    <>
      <RunTable runs={list.runs} />
      {list.hasNextPage ? (
        <Button className="mt-3 w-full" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('runs.showMore')}
        </Button>
      ) : null}
    </>
  )
}

function NoRuns({ filters, onReset }: RunListProps) {
  if (Object.values(filters).every((filter) => filter === '')) {
    return <EmptyState icon="activity" title={t('runs.emptyTitle')} text={t('runs.emptyText')} />
  }
  return (
    <EmptyState
      icon="search"
      title={t('common.nothingFound')}
      text={t('runs.noMatchText')}
      action={<Button onClick={onReset}>{t('runs.resetFilters')}</Button>}
    />
  )
}
