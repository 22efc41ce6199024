'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Progress } from '@/components/ui/progress'
import { formatBytes } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/use-contract'
import {
  type DocumentView,
  deleteDocument,
  getKnowledgeBase,
  listKnowledgeBases,
  retryDocument,
} from '@/lib/contracts/knowledge'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import { isPending, overallProgress, STATUS_LABELS } from './document-status'

export interface DocumentRowProps {
  knowledgeBaseId: string
  document: DocumentView
  canEdit: boolean
  onPreview: () => void
}

export function DocumentRow({ knowledgeBaseId, document, canEdit, onPreview }: DocumentRowProps) {
  const [deleting, setDeleting] = useState(false)
  const params = { knowledgeBaseId, documentId: document.id }
  const retry = useContractMutation(retryDocument, { invalidates: [findDocuments, listKnowledgeBases] })
  const remove = useContractMutation(deleteDocument, {
    invalidates: [findDocuments, listKnowledgeBases, getKnowledgeBase],
    onSuccess: () => setDeleting(false),
  })
  const isReady = document.status === 'ready'
  return (
    <li className="flex items-center gap-3 py-2 pr-2 pl-4">
      <DocumentMark document={document} />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-3">
          <button
            type="button"
            disabled={!isReady}
            onClick={onPreview}
            className="min-w-0 truncate rounded-xs text-left font-medium text-sm enabled:hover:underline disabled:cursor-default"
          >
            {document.name}
          </button>
        </div>
        <DocumentFacts document={document} />
      </div>
      {document.status === 'failed' && canEdit ? (
        <Button size="sm" icon="refresh" busy={retry.isPending} onClick={() => retry.mutate({ params })}>
          {t('knowledge.retry')}
        </Button>
      ) : null}
      {isReady ? <IconButton icon="eye" label={t('knowledge.chunkPreview')} onClick={onPreview} /> : null}
      {canEdit ? <IconButton icon="trash" label={t('common.delete')} onClick={() => setDeleting(true)} /> : null}
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t('knowledge.deleteDocumentTitle', { name: document.name })}
        description={t('knowledge.deleteDocumentText')}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params })}
      />
    </li>
  )
}

function DocumentMark({ document }: { document: DocumentView }) {
  if (document.status === 'failed') return <Icon name="alert-triangle" size={18} className="text-danger" />
  return <Icon name="file-text" size={18} className={document.status === 'ready' ? 'text-info' : 'text-faint'} />
}

function DocumentFacts({ document }: { document: DocumentView }) {
  if (document.status === 'failed') {
    return (
      <p className="whitespace-pre-line break-words text-danger text-xs">
        {document.error ?? t('common.errorUnknown')}
      </p>
    )
  }
  if (isPending(document.status)) {
    return (
      <div className="mt-1 flex items-center gap-3">
        <Progress
          value={overallProgress(document.status, document.progress)}
          label={`${document.name}: ${t(STATUS_LABELS[document.status])}`}
          className="max-w-64"
        />
        <span className="shrink-0 text-muted text-xs" aria-live="polite">
          {t(STATUS_LABELS[document.status])}
        </span>
      </div>
    )
  }
  const facts = [
    t('knowledge.chunks', { count: document.chunkCount }),
    document.pageCount === null ? null : t('knowledge.pages', { count: document.pageCount }),
    formatBytes(document.sizeBytes),
    document.language?.toUpperCase(),
  ]
  return (
    <>
      <p className="truncate text-muted text-xs">{facts.filter(Boolean).join(' · ')}</p>
      {document.notices.map((notice) => (
        <p key={notice} className="flex items-start gap-1.5 break-words text-warning text-xs">
          <Icon name="alert-triangle" size={14} className="mt-px shrink-0" />
          {notice}
        </p>
      ))}
    </>
  )
}
