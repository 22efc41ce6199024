'use client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LazyDialog } from '@/components/ui/lazy-part'
import { type ListFilter, type ListOrder, ListView } from '@/components/ui/list-view'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { makePart } from '@/components/ui/part'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type DatasetView, listDatasets } from '@/lib/contracts/datasets'
import { DatasetRow } from './dataset-row'

const createDatasetDialog = makePart(() =>
  import('./create-dataset-dialog').then((module) => module.CreateDatasetDialog),
)

const ORDERS: Readonly<Record<string, ListOrder<DatasetView>>> = {
  updated: {
    get label() {
      return t('datasets.sortUpdated')
    },
    compare: byNewest((dataset) => dataset.updatedAt),
  },
  name: {
    get label() {
      return t('datasets.sortName')
    },
    compare: byText((dataset) => dataset.name),
  },
  size: {
    get label() {
      return t('datasets.sortSize')
    },
    compare: (a, b) => b.exampleCount - a.exampleCount,
  },
}
const FILTERS: Readonly<Record<string, ListFilter<DatasetView>>> = {
  all: {
    get label() {
      return t('datasets.allKinds')
    },
    matches: () => true,
  },
  chat: {
    get label() {
      return t('datasets.kindChat')
    },
    matches: ({ kind }) => kind === 'chat',
  },
  qa: {
    get label() {
      return t('datasets.kindQa')
    },
    matches: ({ kind }) => kind === 'qa',
  },
  classification: {
    get label() {
      return t('datasets.kindClassification')
    },
    matches: ({ kind }) => kind === 'classification',
  },
  case: {
    get label() {
      return t('datasets.kindCase')
    },
    matches: ({ kind }) => kind === 'case',
  },
}
const textOf = (dataset: DatasetView) => `${dataset.name} ${dataset.description}`

export function DatasetsPage() {
  const canEdit = useHasRole('editor')
  const [creating, setCreating] = useUrlState('new')
  const datasets = useContractQuery(listDatasets)
  const newButton = canEdit ? (
    <Button variant="primary" icon="plus" onClick={() => setCreating('dataset')}>
      {t('datasets.create')}
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader title={t('datasets.title')} description={t('datasets.titleHint')} actions={newButton} />
      <ListView
        query={datasets}
        items={datasets.data?.datasets}
        empty={
          <EmptyState
            icon="database"
            title={t('datasets.emptyTitle')}
            text={t('datasets.emptyText')}
            helpPage="guides/collect-examples"
            action={newButton}
          />
        }
        searchLabel={t('datasets.search')}
        textOf={textOf}
        orders={ORDERS}
        filters={{ label: t('datasets.kind'), options: FILTERS }}
      >
        {(shown) => (
          <ul className="divide-y rounded-lg border bg-surface">
            {shown.map((dataset) => (
              <DatasetRow key={dataset.id} dataset={dataset} />
            ))}
          </ul>
        )}
      </ListView>
      {creating === 'dataset' && canEdit ? (
        <LazyDialog
          open
          part={createDatasetDialog}
          props={{ onClose: () => setCreating('') }}
          onClose={() => setCreating('')}
        />
      ) : null}
    </PageBody>
  )
}
