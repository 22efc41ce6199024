'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getStatistics } from '@/lib/contracts/dataset-versions'
import type { DatasetView } from '@/lib/contracts/datasets'
import { DuplicatesSection } from './duplicates-section'
import { SplitDialog } from './split-dialog'
import { StatisticsView } from './statistics-view'

/** Statistics and problems of the draft. */
export function StatisticsPanel({ dataset }: { dataset: DatasetView }) {
  const canEdit = useHasRole('editor')
  const [splitting, setSplitting] = useState(false)
  const statistics = useContractQuery(getStatistics, { params: { datasetId: dataset.id } })
  if (statistics.error) return <ErrorPanel error={statistics.error} onRetry={() => void statistics.refetch()} />
  if (!statistics.data) return <SkeletonRows count={6} />
  if (statistics.data.examples === 0)
    return (
      <EmptyState icon="activity" title={t('datasets.emptyStatisticsTitle')} text={t('datasets.emptyExamplesText')} />
    )
  return (
    <div className="flex flex-col gap-6">
      <StatisticsView
        statistics={statistics.data}
        splitAction={
          canEdit ? (
            <Button size="sm" icon="split" onClick={() => setSplitting(true)}>
              {t('datasets.splitAction')}
            </Button>
          ) : null
        }
      />
      <DuplicatesSection dataset={dataset} />
      {splitting ? <SplitDialog dataset={dataset} onClose={() => setSplitting(false)} /> : null}
    </div>
  )
}
