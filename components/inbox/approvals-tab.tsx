'use client'
import { useState } from 'react'
import { Choice } from '@/components/ui/choice'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { LazyPart } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { SearchInput } from '@/components/ui/search-input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { ShowMore } from '@/components/ui/show-more'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { PENDING_INPUT_FILTERS, PENDING_INPUT_SORTS } from '@/lib/contracts/pending-inputs'
import { ApprovalList } from './approval-list'
import { useListKeys } from './use-list-keys'
import { type PendingInputFilters, usePendingInputList } from './use-pending-input-list'

const approvalDetail = makePart(() => import('./approval-detail').then((module) => module.ApprovalDetail))

/** Shows the requests on the left and the selected one on the right. A phone shows one of them at a time. */
export function ApprovalsTab() {
  const [filterName, setFilter] = useUrlState('filter')
  const [selected, setSelected] = useUrlState('approval')
  const [sort, setSort] = useState<PendingInputFilters['sort']>('newest')
  const [search, setSearch] = useState('')
  const filter = PENDING_INPUT_FILTERS.find((name) => name === filterName) ?? 'mine'
  return (
    <div className="flex flex-col gap-4">
      <div className={cn('flex flex-wrap gap-2', selected !== '' && 'max-lg:hidden')}>
        <SegmentedControl
          value={filter}
          onValueChange={(next) => {
            setFilter(next === 'mine' ? '' : next)
            setSelected('')
          }}
          options={PENDING_INPUT_FILTERS.map((value) => ({ value, label: t(`inbox.filter-${value}`) }))}
          label={t('inbox.filter')}
        />
        <SearchInput
          value={search}
          onValueChange={setSearch}
          label={t('inbox.search')}
          className="min-w-40 flex-1 sm:max-w-xs"
        />
        <Choice
          values={PENDING_INPUT_SORTS}
          labelOf={(value) => t(`inbox.sort-${value}`)}
          value={sort}
          onSelect={setSort}
          label={t('common.sortBy')}
          className="w-32"
        />
      </div>
      <Approvals filters={{ filter, sort, search }} selected={selected} onSelect={setSelected} />
    </div>
  )
}

interface ApprovalsProps {
  filters: PendingInputFilters
  /** Empty until a request is selected. */
  selected: string
  onSelect: (waitId: string) => void
}

function Approvals({ filters, selected, onSelect }: ApprovalsProps) {
  const list = usePendingInputList(filters)
  const ids = list.pendingInputs.map(({ id }) => id)
  // On wide screens the first one is selected.
  const shown = selected || (ids[0] ?? '')
  useListKeys(ids, shown, onSelect)
  if (list.error && !list.data) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows count={6} />
  if (ids.length === 0 && selected === '') return <NoApprovals filters={filters} />
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className={selected ? 'max-lg:hidden' : ''}>
        <ApprovalList pendingInputs={list.pendingInputs} shown={shown} onSelect={onSelect} />
        <ShowMore list={list} className="mt-3 w-full" />
      </div>
      <div className={selected ? '' : 'max-lg:hidden'}>
        {shown ? (
          <LazyPart key={shown} part={approvalDetail} props={{ waitId: shown, onBack: () => onSelect('') }} />
        ) : null}
      </div>
    </div>
  )
}

function NoApprovals({ filters }: { filters: PendingInputFilters }) {
  if (filters.search.trim() !== '')
    return (
      <EmptyState
        icon="search"
        title={t('common.nothingFound')}
        text={t('common.nothingFoundFor', { query: filters.search })}
      />
    )
  return (
    <EmptyState
      icon="hand"
      title={t('inbox.approvalsEmptyTitle')}
      text={t('inbox.approvalsEmptyText')}
      helpPage="guides/ask-for-approval"
    />
  )
}
