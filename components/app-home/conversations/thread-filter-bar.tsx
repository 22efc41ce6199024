'use client'
import { FilterMenu } from '@/components/ui/filter-menu'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { FEEDBACK_LABELS } from '@/lib/client/format/feedback-labels'
import { RUN_ORIGIN_LABELS } from '@/lib/client/format/run-origin-labels'
import { t } from '@/lib/client/messages/t'
import { FEEDBACK_FILTERS } from '@/lib/contracts/runs'

const ORIGINS = ['page', 'widget', 'api', 'openai', 'mcp', 'flowise', 'dify', 'channel'] as const

export interface ThreadFilterBarProps {
  search: string
  setSearch: (search: string) => void
  feedback: string
  setFeedback: (feedback: string) => void
  status: string
  setStatus: (status: string) => void
  origin: string
  setOrigin: (origin: string) => void
}

export function ThreadFilterBar(props: ThreadFilterBarProps) {
  const { search, setSearch, feedback, setFeedback, status, setStatus, origin, setOrigin } = props
  return (
    <ListToolbar search={search} onSearch={setSearch} searchLabel={t('appHome.searchThreads')}>
      <FilterMenu
        filters={[
          {
            name: 'feedback',
            label: t('feedback.filter'),
            any: t('feedback.anyOrNone'),
            value: feedback,
            options: FEEDBACK_FILTERS.map((value) => ({ value, label: t(FEEDBACK_LABELS[value]) })),
            onChange: setFeedback,
          },
          {
            name: 'status',
            label: t('runs.filterStatus'),
            any: t('runs.allStatuses'),
            value: status,
            options: [{ value: 'failed', label: t('appHome.withErrors') }],
            onChange: setStatus,
          },
          {
            name: 'origin',
            label: t('appHome.origin'),
            any: t('appHome.anyOrigin'),
            value: origin,
            options: ORIGINS.map((value) => ({ value, label: t(RUN_ORIGIN_LABELS[value]) })),
            onChange: setOrigin,
          },
        ]}
      />
    </ListToolbar>
  )
}
