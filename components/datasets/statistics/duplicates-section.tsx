'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type ExamplePair, findDuplicates } from '@/lib/contracts/dataset-examples'
import type { DatasetView } from '@/lib/contracts/datasets'
import { useExampleActions } from '../examples/use-example-actions'
import { SPLIT_LABELS } from '../kind-labels'

/** Near-duplicate pairs, computed on demand. */
export function DuplicatesSection({ dataset }: { dataset: DatasetView }) {
  const [isRequested, setRequested] = useState(false)
  const found = useContractQuery(findDuplicates, { params: { datasetId: dataset.id }, enabled: isRequested })
  return (
    <section>
      <header className="mb-2 flex min-h-7 items-center justify-between gap-3">
        <h2 className="font-medium text-sm">{t('datasets.duplicates')}</h2>
        <Button
          size="sm"
          icon="scan"
          busy={found.isFetching}
          onClick={() => (isRequested ? void found.refetch() : setRequested(true))}
        >
          {t('datasets.findDuplicates')}
        </Button>
      </header>
      {found.error ? <ErrorPanel error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data ? (
        <>
          <p className="mb-2 text-muted text-xs">
            {t('datasets.duplicatesFound', { count: found.data.pairCount, checked: found.data.checked })}
          </p>
          {found.data.pairs.length > 0 ? (
            <ul className="divide-y rounded-lg border bg-surface">
              {found.data.pairs.map((pair) => (
                <Pair key={`${pair.first.id} ${pair.second.id}`} dataset={dataset} pair={pair} />
              ))}
            </ul>
          ) : null}
        </>
      ) : isRequested && !found.error ? (
        <p className="flex items-center gap-2 text-muted text-sm">
          <Spinner size={14} /> {t('datasets.comparing')}
        </p>
      ) : (
        <p className="text-muted text-sm">{t('datasets.duplicatesHint')}</p>
      )}
    </section>
  )
}

function Pair({ dataset, pair }: { dataset: DatasetView; pair: ExamplePair }) {
  const canEdit = useHasRole('editor')
  const actions = useExampleActions(dataset.id)
  return (
    <li className="flex items-start gap-3 px-3 py-2 text-sm">
      <Badge tone="warning" className="mt-0.5 tabular-nums">
        {Math.round(pair.similarity * 100)} %
      </Badge>
      <div className="min-w-0 flex-1">
        {[pair.first, pair.second].map(({ id, preview, split }) => (
          <p key={id} className="flex items-center gap-2">
            <span className="truncate">{preview}</span>
            {split === null ? null : <Badge tone="outline">{t(SPLIT_LABELS[split])}</Badge>}
          </p>
        ))}
      </div>
      {canEdit ? (
        <Button size="sm" icon="trash" disabled={actions.isBusy} onClick={() => actions.remove([pair.second.id])}>
          {t('datasets.removeSecond')}
        </Button>
      ) : null}
    </li>
  )
}
