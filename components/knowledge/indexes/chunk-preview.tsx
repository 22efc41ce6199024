'use client'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatCount } from '@/lib/client/format/format'
import { request } from '@/lib/client/http/request'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { queryKey } from '@/lib/client/queries/query-keys'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { findDocuments, previewChunks } from '@/lib/contracts/knowledge-documents'
import { chunkingFor, IndexChunking } from '@/lib/core/knowledge/index-chunking'
import { ChunkedText } from './chunked-text'
import { chunkerLabel } from './chunker-labels'

export interface ChunkPreviewProps {
  knowledgeBaseId: string
  active: IndexChunking
  planned: IndexChunking
  /** The planned settings are already being built. */
  isBuilding: boolean
}

const MAX_OFFERED = 500

/** One document, split with the current and the planned settings, side by side. */
export function ChunkPreview({ knowledgeBaseId, active, planned, isBuilding }: ChunkPreviewProps) {
  const ready = useContractQuery(findDocuments, {
    params: { knowledgeBaseId },
    query: { status: 'ready', order: 'name', limit: MAX_OFFERED },
  })
  const [selected, setSelected] = useState('')
  const documents = ready.data?.documents ?? []
  const document = documents.find(({ id }) => id === selected) ?? documents[0]
  const wanted = useDeferredValue(planned)
  const isValid = IndexChunking.safeParse(wanted).success
  const settings = document ? [active, wanted].map((chunking) => chunkingFor(chunking, document.mimeType)) : []
  const params = { knowledgeBaseId, documentId: document?.id ?? '' }
  const preview = useQuery({
    queryKey: [...queryKey(previewChunks, { params }), settings],
    queryFn: ({ signal }) => request(previewChunks, { params, body: { settings }, signal }),
    enabled: document !== undefined && isValid,
    placeholderData: (before) => before,
  })
  return (
    <Card>
      <CardHeader className="flex-wrap">
        <CardTitle>{t('indexing.preview')}</CardTitle>
        {documents.length > 0 ? (
          <Select
            size="sm"
            className="w-full sm:w-72"
            aria-label={t('indexing.previewDocument')}
            value={document?.id}
            onValueChange={setSelected}
            options={documents.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
      </CardHeader>
      <CardContent className="flex flex-col gap-3">
        {ready.error ? (
          <ErrorPanel error={ready.error} onRetry={() => void ready.refetch()} />
        ) : ready.data && !document ? (
          <p className="text-muted text-sm">{t('indexing.previewEmpty')}</p>
        ) : preview.error ? (
          <ErrorPanel error={preview.error} onRetry={() => void preview.refetch()} />
        ) : !preview.data ? (
          <SkeletonRows count={4} />
        ) : (
          // A different document starts at the top.
          <Sides key={document?.id} preview={preview.data} isBuilding={isBuilding} />
        )}
      </CardContent>
    </Card>
  )
}

function Sides({ preview, isBuilding }: { preview: ResponseOf<typeof previewChunks>; isBuilding: boolean }) {
  const planned = t(isBuilding ? 'indexing.asBuilding' : 'indexing.asPlanned')
  return (
    <>
      <p className="text-muted text-xs">
        {joinSentences(t('indexing.previewHint'), preview.isCut && t('indexing.previewCut'))}
      </p>
      <div className="grid gap-3 md:grid-cols-2 md:grid-rows-[auto_auto_minmax(0,1fr)]">
        {preview.sides.map(({ chunker, reason, reasonRef, chunks }, index) => {
          const tokens = chunks.reduce((sum, { tokenCount }) => sum + tokenCount, 0)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two sides in a fixed order.
            <section key={index} className="grid min-w-0 content-start gap-1.5 md:row-span-3 md:grid-rows-subgrid">
              <h3 className="font-medium text-sm">{index === 0 ? t('indexing.asActive') : planned}</h3>
              <p className="text-muted text-xs">
                {t('indexing.previewSide', {
                  chunker: chunkerLabel(chunker),
                  passages: t('indexing.passages', { count: chunks.length }),
                  tokens: formatCount(Math.round(tokens / Math.max(1, chunks.length))),
                })}
                {'. '}
                {localizeStored(reason, reasonRef)}
              </p>
              <ChunkedText text={preview.text} chunks={chunks} />
            </section>
          )
        })}
      </div>
    </>
  )
}
