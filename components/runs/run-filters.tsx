'use client'
import { SearchInput } from '@/components/ui/search-input'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { listApps } from '@/lib/contracts/apps'
import { RunStatus } from '@/lib/contracts/runs'
import { RUN_STATUS_LABELS } from './run-status-badge'

export interface RunFiltersProps {
  /** Empty: all. */
  appId: string
  onApp: (appId: string) => void
  status: string
  onStatus: (status: string) => void
  search: string
  onSearch: (search: string) => void
}

/** Radix keeps the empty value for "nothing chosen". */
const ALL = 'all'

export function RunFilters({ appId, onApp, status, onStatus, search, onSearch }: RunFiltersProps) {
  const apps = useContractQuery(listApps)
  const appOptions = (apps.data?.apps ?? []).map((app) => ({ value: app.id, label: app.name }))
  const statusOptions = RunStatus.options.map((value) => ({ value, label: t(RUN_STATUS_LABELS[value]) }))
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      <SearchInput
        value={search}
        onValueChange={onSearch}
        label={t('runs.search')}
        className="min-w-48 flex-1 sm:max-w-xs"
      />
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
    </div>
  )
}
