'use client'
import { Choice } from '@/components/ui/choice'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { Select } from '@/components/ui/select'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { listApps } from '@/lib/contracts/apps'
import { FeedbackFilter, RunSort, RunStatus } from '@/lib/contracts/runs'
import { RUN_STATUS_LABELS } from './run-status-badge'

export interface RunFiltersProps {
  /** Empty: all. */
  appId: string
  onApp: (appId: string) => void
  status: string
  onStatus: (status: string) => void
  feedback: string
  onFeedback: (feedback: string) => void
  search: string
  onSearch: (search: string) => void
  sort: RunSort
  onSort: (sort: RunSort) => void
}

/** Radix keeps the empty value for "nothing chosen". */
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

export function RunFilters(props: RunFiltersProps) {
  const { appId, onApp, status, onStatus, feedback, onFeedback, search, onSearch, sort, onSort } = props
  const apps = useContractQuery(listApps)
  const appOptions = (apps.data?.apps ?? []).map((app) => ({ value: app.id, label: app.name }))
  const statusOptions = RunStatus.options.map((value) => ({ value, label: t(RUN_STATUS_LABELS[value]) }))
  return (
    <ListToolbar search={search} onSearch={onSearch} searchLabel={t('runs.search')}>
      <Select
        value={appId || ALL}
        onValueChange={(value) => onApp(value === ALL ? '' : value)}
        options={[{ value: ALL, label: t('runs.allApps') }, ...appOptions]}
        aria-label={t('runs.filterApp')}
        className="w-40"
      />
      <Select
        value={status || ALL}
        onValueChange={(value) => onStatus(value === ALL ? '' : value)}
        options={[{ value: ALL, label: t('runs.allStatuses') }, ...statusOptions]}
        aria-label={t('runs.filterStatus')}
        className="w-32"
      />
      <Select
        value={feedback || ALL}
        onValueChange={(value) => onFeedback(value === ALL ? '' : value)}
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
    </ListToolbar>
  )
}
