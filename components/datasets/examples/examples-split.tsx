'use client'
import { useRef } from 'react'
import { ShowMore } from '@/components/ui/show-more'
import { t } from '@/lib/client/messages/t'
import type { ExampleView } from '@/lib/contracts/dataset-examples'
import type { SourceView } from '@/lib/contracts/dataset-sources'
import { ExampleDetail } from './example-detail'
import { ExampleItem } from './example-item'
import type { ExampleActions } from './use-example-actions'
import type { useExampleList } from './use-example-list'

export interface ExamplesSplitProps {
  list: Pick<ReturnType<typeof useExampleList>, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
  examples: readonly ExampleView[]
  current: ExampleView | undefined
  sources: readonly SourceView[]
  /** Null if examples cannot be selected. */
  selected: readonly string[] | null
  onSelected: (ids: readonly string[]) => void
  onSelect: (id: string) => void
  onEdit: () => void
  actions: ExampleActions
  canEdit: boolean
}

/** The list next to the open example; on phones the example comes first. */
export function ExamplesSplit(props: ExamplesSplitProps) {
  const { list, examples, current, sources, selected, onSelected, onSelect, onEdit, actions, canEdit } = props
  const detail = useRef<HTMLDivElement>(null)
  const open = (id: string) => {
    onSelect(id)
    // On phones the example is above the list.
    detail.current?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div ref={detail} className="lg:sticky lg:top-6 lg:order-2">
        {current ? (
          <ExampleDetail
            example={current}
            sourceName={sources.find(({ id }) => id === current.sourceId)?.name}
            actions={actions}
            canEdit={canEdit}
            onEdit={onEdit}
          />
        ) : null}
        <p className="mt-2 hidden text-faint text-xs lg:block">{t('datasets.keysHint')}</p>
      </div>
      <div className="min-w-0">
        <ul className="divide-y overflow-hidden rounded-lg border bg-surface" aria-label={t('datasets.tabExamples')}>
          {examples.map((example) => (
            <ExampleItem
              key={example.id}
              example={example}
              isCurrent={example.id === current?.id}
              checked={selected === null ? null : selected.includes(example.id)}
              onCheck={(checked) =>
                onSelected(
                  checked ? [...(selected ?? []), example.id] : (selected ?? []).filter((id) => id !== example.id),
                )
              }
              onSelect={() => open(example.id)}
            />
          ))}
        </ul>
        <ShowMore list={list} className="mt-3" />
      </div>
    </div>
  )
}
