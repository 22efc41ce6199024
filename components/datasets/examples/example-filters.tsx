'use client'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { SourceView } from '@/lib/contracts/dataset-sources'
import type { DatasetStatistics } from '@/lib/contracts/dataset-versions'
import { EXAMPLE_REVIEWS, EXAMPLE_SPLITS } from '@/lib/contracts/datasets'
import { REVIEW_LABELS, SPLIT_LABELS } from '../kind-labels'
import type { ExampleFilters as Filters } from './use-example-list'

export interface ExampleFiltersProps {
  search: string
  onSearch: (search: string) => void
  filters: Filters
  onFilters: (filters: Filters) => void
  labels: DatasetStatistics['labels']
  sources: readonly SourceView[]
}

const ALL = '\u0000all'

export function ExampleFilters(props: ExampleFiltersProps) {
  const { search, onSearch, filters, onFilters, labels, sources } = props
  const pick = (name: keyof Filters) => (value: string) => {
    const { [name]: _, ...others } = filters
    onFilters(value === ALL ? others : { ...others, [name]: value })
  }
  return (
    <ListToolbar search={search} onSearch={onSearch} searchLabel={t('datasets.searchExamples')}>
      <Filter
        label={t('datasets.review')}
        all={t('datasets.anyReview')}
        value={filters.review}
        onPick={pick('review')}
        options={EXAMPLE_REVIEWS.map((value) => ({ value, label: t(REVIEW_LABELS[value]) }))}
      />
      <Filter
        label={t('datasets.split')}
        all={t('datasets.anySplit')}
        value={filters.split}
        onPick={pick('split')}
        options={[
          ...EXAMPLE_SPLITS.map((value) => ({ value: String(value), label: t(SPLIT_LABELS[value]) })),
          { value: 'none', label: t('datasets.splitNone') },
        ]}
      />
      {labels.length > 0 ? (
        <Filter
          label={t('datasets.label')}
          all={t('datasets.anyLabel')}
          value={filters.label}
          onPick={pick('label')}
          options={labels.map(({ name, count }) => ({ value: name, label: `${name} (${count})` }))}
        />
      ) : null}
      {sources.length > 1 ? (
        <Filter
          label={t('datasets.source')}
          all={t('datasets.anySource')}
          value={filters.sourceId}
          onPick={pick('sourceId')}
          options={sources.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <Filter
        label={t('datasets.personal')}
        all={t('datasets.anyPersonal')}
        value={filters.personal}
        onPick={pick('personal')}
        options={[
          { value: 'found', label: t('datasets.personalFound') },
          { value: 'kept', label: t('datasets.personalKeptOnly') },
        ]}
      />
    </ListToolbar>
  )
}

interface FilterProps {
  label: string
  all: string
  value: string | undefined
  onPick: (value: string) => void
  options: readonly { value: string; label: string }[]
}

function Filter({ label, all, value, onPick, options }: FilterProps) {
  return (
    <Select
      aria-label={label}
      value={value ?? ALL}
      onValueChange={onPick}
      options={[{ value: ALL, label: all }, ...options]}
      className="w-36"
    />
  )
}
