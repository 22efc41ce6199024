'use client'
import { useCallback, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ListStates } from '@/components/ui/list-states'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import type { ExampleView } from '@/lib/contracts/dataset-examples'
import { listSources } from '@/lib/contracts/dataset-sources'
import { getStatistics } from '@/lib/contracts/dataset-versions'
import type { DatasetView } from '@/lib/contracts/datasets'
import { AddSourceMenu } from '../sources/add-source-menu'
import { ExampleDialog } from './example-dialog'
import { ExampleFilters } from './example-filters'
import { ExamplesSplit } from './examples-split'
import { SelectionBar } from './selection-bar'
import { useExampleActions } from './use-example-actions'
import { useExampleFilters } from './use-example-filters'
import { useExampleList } from './use-example-list'
import { useReviewKeys } from './use-review-keys'

const NO_EXAMPLES: readonly ExampleView[] = []

export function ExamplesPanel({ dataset }: { dataset: DatasetView }) {
  const canEdit = useHasRole('editor')
  const { search, setSearch, filters, setFilters, isFiltered } = useExampleFilters()
  const [currentId, setCurrentId] = useState('')
  const [selected, setSelected] = useState<readonly string[]>([])
  const [dialog, setDialog] = useState<'add' | 'edit' | null>(null)
  const list = useExampleList(dataset.id, search, filters)
  const params = { datasetId: dataset.id }
  const sources = useContractQuery(listSources, { params })
  const statistics = useContractQuery(getStatistics, { params, enabled: dataset.kind === 'classification' })
  const actions = useExampleActions(dataset.id)
  const examples = list.examples ?? NO_EXAMPLES
  const current = examples.find(({ id }) => id === currentId) ?? examples[0]
  const choose = useCallback((id: string) => {
    setCurrentId(id)
    document.querySelector(`[data-example="${id}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [])
  useReviewKeys({ examples, current, actions, canEdit, onSelect: choose })
  const addButton = (size: 'sm' | 'md') =>
    canEdit ? (
      <Button size={size} icon="plus" onClick={() => setDialog('add')}>
        {t('datasets.addExample')}
      </Button>
    ) : null
  return (
    <section>
      <ExampleFilters
        search={search}
        onSearch={setSearch}
        filters={filters}
        onFilters={setFilters}
        labels={statistics.data?.labels ?? []}
        sources={(sources.data?.sources ?? []).filter(({ exampleCount }) => exampleCount > 0)}
      />
      <ListStates
        query={list}
        items={list.examples}
        empty={
          isFiltered ? (
            <EmptyState compact icon="search" title={t('common.nothingFound')} text={t('datasets.noMatch')} />
          ) : (
            <EmptyState
              icon="database"
              title={t('datasets.emptyExamplesTitle')}
              text={t('datasets.emptyExamplesText')}
              action={
                <>
                  <AddSourceMenu dataset={dataset} />
                  {addButton('md')}
                </>
              }
            />
          )
        }
      >
        {() => (
          <>
            <SelectionBar
              total={list.total}
              examples={examples}
              selected={selected}
              onSelected={setSelected}
              actions={actions}
              canEdit={canEdit}
              action={addButton('sm')}
            />
            <ExamplesSplit
              list={list}
              examples={examples}
              current={current}
              sources={sources.data?.sources ?? []}
              selected={canEdit ? selected : null}
              onSelected={setSelected}
              onSelect={choose}
              onEdit={() => setDialog('edit')}
              actions={actions}
              canEdit={canEdit}
            />
          </>
        )}
      </ListStates>
      {dialog === null ? null : (
        <ExampleDialog
          dataset={dataset}
          example={dialog === 'edit' ? (current ?? null) : null}
          onSaved={(id) => {
            setCurrentId(id)
            setDialog(null)
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </section>
  )
}
