'use client'
import { EmptyState } from '@/components/ui/empty-state'
import { ListStates } from '@/components/ui/list-states'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listSources } from '@/lib/contracts/dataset-sources'
import type { DatasetView } from '@/lib/contracts/datasets'
import { AddSourceMenu } from './add-source-menu'
import { SourceItem } from './source-item'
import { useRefreshWhenDone } from './use-refresh-when-done'

const POLL_MS = 800

export function SourcesPanel({ dataset }: { dataset: DatasetView }) {
  const sources = useContractQuery(listSources, {
    params: { datasetId: dataset.id },
    refetchInterval: (data) => (data?.sources.some(isOpen) ? POLL_MS : false),
  })
  useRefreshWhenDone(sources.data?.sources.filter(isOpen).length ?? 0)
  return (
    <ListStates
      query={sources}
      items={sources.data?.sources}
      empty={
        <EmptyState
          icon="layers"
          title={t('datasets.emptySourcesTitle')}
          text={t('datasets.emptySourcesText')}
          action={<AddSourceMenu dataset={dataset} />}
        />
      }
    >
      {(shown) => (
        <ul className="divide-y rounded-lg border bg-surface">
          {shown.map((source) => (
            <SourceItem key={source.id} dataset={dataset} source={source} />
          ))}
        </ul>
      )}
    </ListStates>
  )
}

const isOpen = ({ status }: { status: string }): boolean => status === 'queued' || status === 'running'
