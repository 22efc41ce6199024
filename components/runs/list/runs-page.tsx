'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ListStates } from '@/components/ui/list-states'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { RUN_SORTS, type RunSort } from '@/lib/contracts/runs'
import { oneOf } from '@/lib/core/one-of'
import { RunFilters } from './run-filters'
import { RunTable } from './run-table'
import { type RunFilterValues, useRunFilters } from './use-run-filters'
import { useRunList } from './use-run-list'

export function RunsPage() {
  const { filters, set, reset } = useRunFilters()
  const [sortInAddress, setSort] = useUrlState('sort')
  const sort = oneOf(RUN_SORTS, sortInAddress) ?? 'newest'
  return (
    <PageBody>
      <PageHeader title={t('runs.title')} description={t('runs.titleHint')} />
      <RunFilters filters={filters} set={set} sort={sort} onSort={(next) => setSort(next === 'newest' ? '' : next)} />
      <RunList filters={filters} sort={sort} onReset={reset} />
    </PageBody>
  )
}

interface RunListProps {
  filters: RunFilterValues
  sort: RunSort
  onReset: () => void
}

function RunList({ filters, sort, onReset }: RunListProps) {
  const list = useRunList({ ...filters, sort })
  return (
    <ListStates
      query={list}
      items={list.runs}
      loading={<SkeletonRows count={8} />}
      empty={<NoRuns filters={filters} onReset={onReset} />}
    >
      {(runs) => (
        <>
          <RunTable runs={runs} />
          {list.hasNextPage ? (
            <Button className="mt-3 w-full" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('runs.showMore')}
            </Button>
          ) : null}
        </>
      )}
    </ListStates>
  )
}

function NoRuns({ filters, onReset }: Omit<RunListProps, 'sort'>) {
  if (Object.values(filters).every((filter) => filter === '')) {
    return (
      <EmptyState
        icon="activity"
        title={t('runs.emptyTitle')}
        text={t('runs.emptyText')}
        helpPage="guides/debug-a-run"
        action={
          <Button asChild>
            <Link href="/apps">{t('common.goToApps')}</Link>
          </Button>
        }
      />
    )
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
