'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { SkeletonRows } from '@/components/ui/skeleton'
import { WordDiff } from '@/components/ui/word-diff'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type DatasetDiffRow, type DatasetVersionView, diffDatasetVersions } from '@/lib/contracts/dataset-versions'
import type { DatasetView } from '@/lib/contracts/datasets'
import { SPLIT_LABELS } from '../kind-labels'

export interface DiffDialogProps {
  dataset: DatasetView
  version: DatasetVersionView
  before: DatasetVersionView
  onClose: () => void
}

type Change = DatasetDiffRow['change']
const CHANGES = {
  added: { label: 'datasets.diffAdded', tone: 'success' },
  removed: { label: 'datasets.diffRemoved', tone: 'danger' },
  edited: { label: 'datasets.diffEdited', tone: 'info' },
  moved: { label: 'datasets.diffMoved', tone: 'neutral' },
} as const satisfies Record<Change, { label: MessageKey; tone: string }>
const KINDS = ['added', 'removed', 'edited', 'moved'] as const

/** Differences between a version and the previous one. */
export function DiffDialog({ dataset, version, before, onClose }: DiffDialogProps) {
  const [shown, setShown] = useState<Change | 'all'>('all')
  const diff = useContractQuery(diffDatasetVersions, {
    params: { datasetId: dataset.id, datasetVersionId: version.id },
    query: { before: before.id },
  })
  const counts = diff.data?.counts
  const rows = diff.data?.rows.filter(({ change }) => shown === 'all' || change === shown) ?? []
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('datasets.diffTitle', { before: before.number, after: version.number })}
        {...(counts ? { description: t('datasets.diffSame', { count: counts.same }) } : {})}
        size="xl"
      >
        {diff.error ? (
          <ErrorPanel error={diff.error} onRetry={() => void diff.refetch()} />
        ) : counts ? (
          <>
            <SegmentedControl
              className="mb-3 max-w-full overflow-x-auto"
              size="sm"
              label={t('datasets.changes')}
              value={shown}
              onValueChange={setShown}
              options={[
                { value: 'all', label: t('datasets.diffAll') },
                ...KINDS.map((change) => ({ value: change, label: `${t(CHANGES[change].label)} ${counts[change]}` })),
              ]}
            />
            {rows.length === 0 ? (
              <p className="py-8 text-center text-muted text-sm">{t('datasets.diffNothing')}</p>
            ) : (
              <ul className="divide-y rounded-lg border">
                {rows.map((row) => (
                  <Row key={`${row.change} ${row.text} ${row.textBefore}`} row={row} />
                ))}
              </ul>
            )}
          </>
        ) : (
          <SkeletonRows />
        )}
      </DialogContent>
    </Dialog>
  )
}

function Row({ row }: { row: DatasetDiffRow }) {
  const { change, text, textBefore, split, splitBefore } = row
  const part = t(SPLIT_LABELS[split])
  const moved = splitBefore !== null && splitBefore !== split ? `${t(SPLIT_LABELS[splitBefore])} → ${part}` : part
  return (
    <li className="flex items-start gap-3 px-3 py-2 text-sm">
      <Badge tone={CHANGES[change].tone} className="mt-0.5 w-16 justify-center">
        {t(CHANGES[change].label)}
      </Badge>
      <p className="min-w-0 flex-1 break-words leading-6">
        {textBefore === null ? (
          change === 'removed' ? (
            <del className="text-muted">{text}</del>
          ) : (
            text
          )
        ) : (
          <WordDiff before={textBefore} after={text} />
        )}
      </p>
      <Badge tone="outline" className="mt-0.5">
        {moved}
      </Badge>
    </li>
  )
}
