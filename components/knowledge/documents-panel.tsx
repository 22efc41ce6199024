'use client'
import { useState } from 'react'
import { DropZone } from '@/components/ui/drop-zone'
import { EmptyState } from '@/components/ui/empty-state'
import { byNewest, byText } from '@/components/ui/list-orders'
import { type ListFilter, type ListOrder, ListView } from '@/components/ui/list-view'
import { UploadList } from '@/components/ui/upload-list'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import type { Uploads } from '@/lib/client/use-uploads'
import { type DocumentView, UPLOAD_EXTENSIONS } from '@/lib/contracts/knowledge'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import { ChunksDialog } from './chunks-dialog'
import { DocumentRow } from './document-row'
import { isPending } from './document-status'

const FILTERS: Readonly<Record<string, ListFilter<DocumentView>>> = {
  all: { label: t('knowledge.filterAll'), matches: () => true },
  ready: { label: t('knowledge.filterReady'), matches: ({ status }) => status === 'ready' },
  pending: { label: t('knowledge.filterPending'), matches: ({ status }) => isPending(status) },
  failed: { label: t('knowledge.filterFailed'), matches: ({ status }) => status === 'failed' },
}
const ORDERS: Readonly<Record<string, ListOrder<DocumentView>>> = {
  newest: { label: t('knowledge.sortNewest'), compare: byNewest((document) => document.createdAt) },
  name: { label: t('knowledge.sortName'), compare: byText((document) => document.name) },
  size: { label: t('knowledge.sortSize'), compare: (a, b) => b.sizeBytes - a.sizeBytes },
}
const nameOf = (document: DocumentView) => document.name
const POLL_MS = 700

export interface DocumentsPanelProps {
  knowledgeBaseId: string
  uploads: Uploads
  onFiles: (files: File[]) => void
  canEdit: boolean
}

export function DocumentsPanel({ knowledgeBaseId, uploads, onFiles, canEdit }: DocumentsPanelProps) {
  const documents = useContractQuery(findDocuments, {
    params: { knowledgeBaseId },
    refetchInterval: (data) => (data?.documents.some((document) => isPending(document.status)) ? POLL_MS : false),
  })
  // What the server has is shown by its own row.
  const underway = uploads.uploads.filter((upload) => upload.status !== 'sent')
  return (
    <div className="flex flex-col gap-4">
      {canEdit ? (
        <DropZone
          onFiles={onFiles}
          accept={UPLOAD_EXTENSIONS.join(',')}
          title={t('knowledge.dropTitle')}
          hint={t('knowledge.dropHint')}
        />
      ) : null}
      <UploadList uploads={underway} onDismiss={uploads.dismiss} />
      <ListView
        query={documents}
        items={documents.data?.documents}
        empty={
          underway.length === 0 ? (
            <EmptyState
              icon="file-text"
              title={t('knowledge.emptyDocumentsTitle')}
              text={t('knowledge.emptyDocumentsText')}
            />
          ) : null
        }
        searchLabel={t('knowledge.searchDocuments')}
        textOf={nameOf}
        orders={ORDERS}
        filters={{ label: t('common.status'), options: FILTERS }}
      >
        {(shown) => <DocumentRows knowledgeBaseId={knowledgeBaseId} documents={shown} canEdit={canEdit} />}
      </ListView>
    </div>
  )
}

function DocumentRows(props: { knowledgeBaseId: string; documents: readonly DocumentView[]; canEdit: boolean }) {
  const [previewed, setPreviewed] = useState<DocumentView | null>(null)
  return (
    <>
      <ul className="divide-y rounded-lg border bg-surface">
        {props.documents.map((document) => (
          <DocumentRow
            key={document.id}
            knowledgeBaseId={props.knowledgeBaseId}
            document={document}
            canEdit={props.canEdit}
            onPreview={() => setPreviewed(document)}
          />
        ))}
      </ul>
      {previewed ? (
        <ChunksDialog knowledgeBaseId={props.knowledgeBaseId} document={previewed} onClose={() => setPreviewed(null)} />
      ) : null}
    </>
  )
}
