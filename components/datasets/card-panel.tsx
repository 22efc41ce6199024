'use client'
import { useState } from 'react'
import { Markdown } from '@/components/chat/markdown'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getDatasetCard, listDatasetVersions } from '@/lib/contracts/dataset-versions'
import type { DatasetView } from '@/lib/contracts/datasets'
import { CardForm } from './card-form'

const DRAFT = 'draft'
const VIEWS = ['read', 'source'] as const

/** The data card of the draft or of a version: written notes next to statistics. */
export function CardPanel({ dataset }: { dataset: DatasetView }) {
  const canEdit = useHasRole('editor')
  const [versionId, setVersionId] = useState(DRAFT)
  const [view, setView] = useState<(typeof VIEWS)[number]>('read')
  const params = { datasetId: dataset.id }
  const versions = useContractQuery(listDatasetVersions, { params })
  const card = useContractQuery(getDatasetCard, {
    params,
    query: versionId === DRAFT ? {} : { versionId },
    keepPrevious: true,
  })
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      {canEdit ? <CardForm dataset={dataset} /> : null}
      <section className="min-w-0">
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <Select
            aria-label={t('datasets.cardOf')}
            className="w-40"
            value={versionId}
            onValueChange={setVersionId}
            options={[
              { value: DRAFT, label: t('datasets.draft') },
              ...(versions.data?.versions ?? []).map(({ id, number }) => ({
                value: id,
                label: t('datasets.versionNumber', { number }),
              })),
            ]}
          />
          <SegmentedControl
            label={t('datasets.cardView')}
            value={view}
            onValueChange={setView}
            options={[
              { value: 'read', label: t('datasets.cardRead') },
              { value: 'source', label: t('datasets.cardSource') },
            ]}
          />
          <div className="flex-1" />
          {card.data ? (
            <Button icon="download" onClick={() => save(card.data.fileName, card.data.markdown)}>
              {t('datasets.download')}
            </Button>
          ) : null}
        </div>
        {card.error ? (
          <ErrorPanel error={card.error} onRetry={() => void card.refetch()} />
        ) : !card.data ? (
          <Skeleton className="h-96" />
        ) : view === 'source' ? (
          <CodeBlock title="README.md" wrap code={card.data.markdown} />
        ) : (
          <div className="overflow-x-auto rounded-lg border bg-surface px-5 py-4">
            <Markdown text={withoutFront(card.data.markdown)} withoutImages />
          </div>
        )}
      </section>
    </div>
  )
}

const withoutFront = (markdown: string): string => markdown.replace(/^---\n[\s\S]*?\n---\n/, '')

function save(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
