'use client'
import { Choice } from '@/components/ui/choice'
import { FilterMenu } from '@/components/ui/filter-menu'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { RUN_STATUS_LABELS } from '@/components/ui/run-status-badge'
import { FEEDBACK_LABELS } from '@/lib/client/format/feedback-labels'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listApps } from '@/lib/contracts/apps'
import { RUN_STATUSES } from '@/lib/contracts/run-status'
import { FEEDBACK_FILTERS, RUN_SORTS, type RunSort } from '@/lib/contracts/runs'
import { useReleaseFilters } from './use-release-filters'
import type { RunFilterState } from './use-run-filters'

export interface RunFiltersProps extends Pick<RunFilterState, 'filters' | 'set'> {
  sort: RunSort
  onSort: (sort: RunSort) => void
}

const SORT_LABELS = {
  newest: 'runs.sortNewest',
  oldest: 'runs.sortOldest',
  slowest: 'runs.sortSlowest',
  costliest: 'runs.sortCostliest',
} as const satisfies Record<RunSort, MessageKey>

export function RunFilters({ filters, set, sort, onSort }: RunFiltersProps) {
  const releases = useReleaseFilters({ filters, set })
  const apps = useContractQuery(listApps).data?.apps ?? []
  const { appId, status, feedback, search } = filters
  return (
    <ListToolbar search={search} onSearch={(value) => set('search', value)} searchLabel={t('runs.search')}>
      <FilterMenu
        filters={[
          {
            name: 'status',
            label: t('runs.filterStatus'),
            any: t('runs.allStatuses'),
            value: status,
            options: RUN_STATUSES.map((value) => ({ value, label: t(RUN_STATUS_LABELS[value]) })),
            onChange: (value) => set('status', value),
          },
          {
            name: 'app',
            label: t('runs.filterApp'),
            any: t('runs.allApps'),
            value: appId,
            options: apps.map(({ id, name }) => ({ value: id, label: name })),
            onChange: (value) => set('appId', value),
          },
          {
            name: 'feedback',
            label: t('feedback.filter'),
            any: t('feedback.anyOrNone'),
            value: feedback,
            options: FEEDBACK_FILTERS.map((value) => ({ value, label: t(FEEDBACK_LABELS[value]) })),
            onChange: (value) => set('feedback', value),
          },
          ...releases,
        ]}
      />
      <Choice
        values={RUN_SORTS}
        labelOf={(value) => t(SORT_LABELS[value])}
        value={sort}
        onSelect={onSort}
        label={t('common.sortBy')}
        className="ml-auto w-36"
      />
    </ListToolbar>
  )
}
