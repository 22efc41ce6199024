'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { Select } from '@/components/ui/select'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listApps } from '@/lib/contracts/apps'
import { FeedbackFilter, RunSort, RunStatus } from '@/lib/contracts/runs'
import { RUN_STATUS_LABELS } from '../run-status-badge'
import { MoreRunFilters } from './more-run-filters'
import type { RunFilterState } from './use-run-filters'

export interface RunFiltersProps extends Pick<RunFilterState, 'filters' | 'set'> {
  sort: RunSort
  onSort: (sort: RunSort) => void
}

/** Radix reserves the empty value for “no selection”. */
const ALL = 'all'
const SORT_LABELS = {
  newest: 'runs.sortNewest',
  oldest: 'runs.sortOldest',
  slowest: 'runs.sortSlowest',
  costliest: 'runs.sortCostliest',
} as const satisfies Record<RunSort, MessageKey>

const FEEDBACK_LABELS = {
  any: 'feedback.any',
  up: 'feedback.onlyUp',
  down: 'feedback.onlyDown',
  corrected: 'feedback.corrected',
} as const satisfies Record<FeedbackFilter, MessageKey>

export function RunFilters({ filters, set, sort, onSort }: RunFiltersProps) {
  const apps = useContractQuery(listApps)
  const appOptions = (apps.data?.apps ?? []).map((app) => ({ value: app.id, label: app.name }))
  const statusOptions = RunStatus.options.map((value) => ({ value, label: t(RUN_STATUS_LABELS[value]) }))
  const { appId, status, feedback, search, environment, version, trial } = filters
  const more = [environment, version, trial].filter((value) => value !== '').length
  const [isOpen, setOpen] = useState(more > 0)
  return (
    <>
      <ListToolbar search={search} onSearch={(value) => set('search', value)} searchLabel={t('runs.search')}>
        <Select
          value={appId || ALL}
          onValueChange={(value) => set('appId', value === ALL ? '' : value)}
          options={[{ value: ALL, label: t('runs.allApps') }, ...appOptions]}
          aria-label={t('runs.filterApp')}
          className="w-40"
        />
        <Select
          value={status || ALL}
          onValueChange={(value) => set('status', value === ALL ? '' : value)}
          options={[{ value: ALL, label: t('runs.allStatuses') }, ...statusOptions]}
          aria-label={t('runs.filterStatus')}
          className="w-32"
        />
        <Select
          value={feedback || ALL}
          onValueChange={(value) => set('feedback', value === ALL ? '' : value)}
          options={[
            { value: ALL, label: t('feedback.anyOrNone') },
            ...FeedbackFilter.options.map((value) => ({ value, label: t(FEEDBACK_LABELS[value]) })),
          ]}
          aria-label={t('feedback.filter')}
          className="w-36"
        />
        <Choice
          values={RunSort.options}
          labelOf={(value) => t(SORT_LABELS[value])}
          value={sort}
          onChoose={onSort}
          label={t('common.sortBy')}
          className="w-36"
        />
        <Button icon="filter" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('runs.moreFilters')}
          {more > 0 ? <Badge tone="accent">{more}</Badge> : null}
        </Button>
      </ListToolbar>
      {isOpen ? <MoreRunFilters filters={filters} set={set} /> : null}
    </>
  )
}
