'use client'
import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { t } from '@/lib/client/messages/t'
import type { DocumentView } from '@/lib/contracts/knowledge'
import { ChunksDialog } from '../chunks-dialog'
import { DescribeDialog } from '../metadata/describe-dialog'
import { AccessDialog } from './access-dialog'
import { DocumentRow } from './document-row'
import { SelectionBar } from './selection-bar'
import { type Choice, settleSelection } from './settle-selection'
import { useDocumentChanges } from './use-document-changes'

export interface DocumentsListProps {
  knowledgeBaseId: string
  documents: readonly DocumentView[]
  /** Total, including documents that are not shown yet. */
  total: number
  /** Maximum number that can be shown and changed at once. */
  most: number
  /** Shows `most` documents. */
  onShowMost: () => void
  canEdit: boolean
  /** Whether the list shows deleted documents, which can be restored. */
  isBin: boolean
}

export function DocumentsList(props: DocumentsListProps) {
  const { knowledgeBaseId, documents, total, most, onShowMost, canEdit, isBin } = props
  // “Select all” becomes a fixed set of ids once the whole list is loaded, so that documents added later are not
  // selected.
  const [choice, setSelected] = useState<Choice>(new Set())
  const [previewed, setPreviewed] = useState<DocumentView | null>(null)
  const [described, setDescribed] = useState<readonly DocumentView[]>([])
  const [accessEdited, setAccessEdited] = useState<readonly DocumentView[]>([])
  const changes = useDocumentChanges(knowledgeBaseId)
  const settled = settleSelection(
    choice,
    documents.map(({ id }) => id),
    Math.min(total, most),
  )
  if (settled !== choice) setSelected(settled)
  const selectedIds = settled === 'all' ? new Set(documents.map(({ id }) => id)) : settled
  const selected = documents.filter(({ id }) => selectedIds.has(id))
  const isAll = selected.length === documents.length && documents.length > 0
  const toggle = (id: string) => {
    const next = new Set(selectedIds)
    if (!next.delete(id)) next.add(id)
    setSelected(next)
  }
  const act = (action: 'delete' | 'restore' | 'retry', which: readonly DocumentView[]) => {
    changes.apply(action, which)
    setSelected(new Set())
  }
  return (
    <>
      <div className="rounded-lg border bg-surface">
        {canEdit ? (
          <div className="flex min-h-11 flex-wrap items-center gap-3 border-b px-4 py-1.5 text-muted text-xs">
            <Checkbox
              aria-label={t('indexing.selectAll')}
              checked={isAll ? true : selected.length > 0 ? 'indeterminate' : false}
              onCheckedChange={() => setSelected(isAll ? new Set() : new Set(documents.map(({ id }) => id)))}
            />
            {selected.length > 0 ? (
              <SelectionBar
                count={selected.length}
                rest={isAll ? restOf(documents.length, total, most) : null}
                onSelectAll={() => {
                  setSelected('all')
                  onShowMost()
                }}
                isBin={isBin}
                busy={changes.isPending}
                onDescribe={() => setDescribed(selected)}
                onAccess={() => setAccessEdited(selected)}
                onAct={(action) => act(action, selected)}
                onClear={() => setSelected(new Set())}
              />
            ) : (
              countOf(documents.length, total)
            )}
          </div>
        ) : null}
        <ul className="divide-y">
          {documents.map((document) => (
            <DocumentRow
              key={document.id}
              document={document}
              canEdit={canEdit}
              isSelected={selectedIds.has(document.id)}
              onToggle={() => toggle(document.id)}
              onPreview={() => setPreviewed(document)}
              onDescribe={() => setDescribed([document])}
              onAccess={() => setAccessEdited([document])}
              onAct={(action) => act(action, [document])}
            />
          ))}
        </ul>
      </div>
      {previewed ? (
        <ChunksDialog knowledgeBaseId={knowledgeBaseId} document={previewed} onClose={() => setPreviewed(null)} />
      ) : null}
      {described.length > 0 ? (
        <DescribeDialog knowledgeBaseId={knowledgeBaseId} documents={described} onClose={() => setDescribed([])} />
      ) : null}
      {accessEdited.length > 0 ? (
        <AccessDialog knowledgeBaseId={knowledgeBaseId} documents={accessEdited} onClose={() => setAccessEdited([])} />
      ) : null}
    </>
  )
}

/** Note about the documents that a full selection does not show. */
function restOf(shown: number, total: number, most: number): { text: string; canShowMore: boolean } | null {
  if (shown >= total) return null
  if (shown >= most) return { text: t('indexing.selectionLimit', { most, total }), canShowMore: false }
  const text = total > most ? t('indexing.selectFirst', { most, total }) : t('indexing.selectMatches', { total })
  return { text, canShowMore: true }
}

const countOf = (shown: number, total: number): string =>
  shown < total ? t('knowledge.documentsShown', { shown, total }) : t('knowledge.documents', { count: shown })
