'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ListStates } from '@/components/ui/list-states'
import { formatBytes, formatRelative } from '@/lib/client/format/format'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type DuplicatePair, listDuplicates } from '@/lib/contracts/knowledge-documents'
import { useDocumentChanges } from '../documents/use-document-changes'
import { CompareDialog } from './compare-dialog'
import { useKeepBoth } from './use-keep-both'

/** Near-duplicate documents side by side, with actions. */
export function DuplicatesPanel({ knowledgeBaseId, canEdit }: { knowledgeBaseId: string; canEdit: boolean }) {
  const found = useContractQuery(listDuplicates, { params: { knowledgeBaseId } })
  const [compared, setCompared] = useState<DuplicatePair | null>(null)
  return (
    <div className="flex flex-col gap-3">
      <ListStates
        query={found}
        items={found.data?.pairs}
        empty={
          <EmptyState icon="copy" title={t('indexing.duplicatesEmpty')} text={t('indexing.duplicatesEmptyText')} />
        }
      >
        {(pairs) => (
          <>
            <p className="text-muted text-sm">
              {joinSentences(t('indexing.duplicatesHint'), found.data?.hasMore && t('indexing.duplicatesMore'))}
            </p>
            <ul className="flex flex-col gap-3">
              {pairs.map((pair) => (
                <Pair
                  key={`${pair.first.documentId}/${pair.second.documentId}`}
                  knowledgeBaseId={knowledgeBaseId}
                  pair={pair}
                  canEdit={canEdit}
                  onCompare={() => setCompared(pair)}
                />
              ))}
            </ul>
          </>
        )}
      </ListStates>
      {compared ? (
        <CompareDialog
          knowledgeBaseId={knowledgeBaseId}
          pair={compared}
          canEdit={canEdit}
          onClose={() => setCompared(null)}
        />
      ) : null}
    </div>
  )
}

interface PairProps {
  knowledgeBaseId: string
  pair: DuplicatePair
  canEdit: boolean
  onCompare: () => void
}

function Pair({ knowledgeBaseId, pair, canEdit, onCompare }: PairProps) {
  const changes = useDocumentChanges(knowledgeBaseId)
  const keepBoth = useKeepBoth(knowledgeBaseId)
  return (
    <li className="rounded-lg border bg-surface p-4">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Badge tone={pair.isSame ? 'danger' : 'warning'}>
          {pair.isSame
            ? t('indexing.identical')
            : t('indexing.similarity', { percent: Math.min(99, Math.round(pair.similarity * 100)) })}
        </Badge>
        <span className="flex-1" />
        <Button size="sm" icon="columns" onClick={onCompare}>
          {t('indexing.compare')}
        </Button>
        {canEdit ? (
          <Button size="sm" icon="check" busy={keepBoth.isPending} onClick={() => keepBoth.apply(pair)}>
            {t('indexing.keepBoth')}
          </Button>
        ) : null}
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        {[pair.first, pair.second].map((side) => (
          <div key={side.documentId} className="flex min-w-0 items-center gap-3 rounded-md border px-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium text-sm" title={side.name}>
                {side.name}
              </p>
              <p className="truncate text-muted text-xs">
                {[
                  t('knowledge.chunks', { count: side.chunkCount }),
                  formatBytes(side.sizeBytes),
                  formatRelative(side.createdAt),
                ].join(' · ')}
              </p>
            </div>
            {canEdit ? (
              <Button
                size="sm"
                icon="trash"
                busy={changes.isPending}
                aria-label={`${t('indexing.removeThis')}: ${side.name}`}
                onClick={() => changes.apply('delete', [{ id: side.documentId }])}
              >
                <span className="max-sm:hidden">{t('indexing.removeThis')}</span>
              </Button>
            ) : null}
          </div>
        ))}
      </div>
    </li>
  )
}
