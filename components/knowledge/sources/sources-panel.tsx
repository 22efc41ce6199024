'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useNow } from '@/lib/client/hooks/use-now'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { allOf } from '@/lib/client/queries/query-keys'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getKnowledgeBase } from '@/lib/contracts/knowledge'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import { listSources } from '@/lib/contracts/knowledge-sources'
import type { SourceManifest } from '@/lib/sources/source-manifest'
import { SourceDialog } from './source-dialog'
import { SourceGallery } from './source-gallery'
import { SourceRow } from './source-row'
import { isRunning } from './sync-text'

const BUSY_MS = 1_000
const IDLE_MS = 15_000
/** Maximum age of relative times such as “10 sec. ago”. */
const TICK_MS = 10_000

export interface SourcesPanelProps {
  knowledgeBaseId: string
  canEdit: boolean
}

/** The sources of documents and their latest syncs. */
export function SourcesPanel({ knowledgeBaseId, canEdit }: SourcesPanelProps) {
  const [adding, setAdding] = useState<'choose' | SourceManifest | null>(null)
  const query = useContractQuery(listSources, {
    params: { knowledgeBaseId },
    refetchInterval: (data) =>
      data?.sources.some(({ lastSync }) => lastSync && isRunning(lastSync)) ? BUSY_MS : IDLE_MS,
  })
  const sources = query.data?.sources
  useNow(TICK_MS)
  useRefreshWhenDone(sources?.some(({ lastSync }) => lastSync && isRunning(lastSync)) ?? false)
  const add = canEdit ? (
    <Button variant="primary" icon="plus" onClick={() => setAdding('choose')}>
      {t('sources.add')}
    </Button>
  ) : null
  return (
    <div className="flex flex-col gap-4">
      {blockingError(query) ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : !sources ? (
        <SkeletonRows count={3} />
      ) : sources.length === 0 ? (
        <EmptyState
          icon="globe"
          title={t('sources.emptyTitle')}
          text={t('sources.emptyText')}
          helpPage="guides/sync-a-source"
          action={add}
        />
      ) : (
        <>
          <div className="flex justify-end">{add}</div>
          <ul className="divide-y rounded-lg border bg-surface">
            {sources.map((source) => (
              <SourceRow key={source.id} knowledgeBaseId={knowledgeBaseId} source={source} canEdit={canEdit} />
            ))}
          </ul>
        </>
      )}
      {adding === 'choose' ? <SourceGallery onSelect={setAdding} onClose={() => setAdding(null)} /> : null}
      {adding !== null && adding !== 'choose' ? (
        <SourceDialog
          knowledgeBaseId={knowledgeBaseId}
          manifest={adding}
          source={null}
          onClose={() => setAdding(null)}
        />
      ) : null}
    </div>
  )
}

/** Refetches what the other tabs show after a sync. */
function useRefreshWhenDone(busy: boolean): void {
  const client = useQueryClient()
  const wasBusy = useRef(false)
  useEffect(() => {
    if (wasBusy.current && !busy)
      for (const contract of [findDocuments, getKnowledgeBase])
        void client.invalidateQueries({ queryKey: allOf(contract) })
    wasBusy.current = busy
  }, [busy, client])
}
