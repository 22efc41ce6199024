'use client'
import { useMemo, useState } from 'react'
import { Choice } from '@/components/ui/choice'
import { DropZone } from '@/components/ui/drop-zone'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SearchInput } from '@/components/ui/search-input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { UploadList } from '@/components/ui/upload-list'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import type { Uploads } from '@/lib/client/use-uploads'
import { type DocumentView, listDocuments, UPLOAD_EXTENSIONS } from '@/lib/contracts/knowledge'
import { ChunksDialog } from './chunks-dialog'
import { DocumentRow } from './document-row'
import { isPending } from './document-status'

const FILTERS = ['all', 'ready', 'pending', 'failed'] as const
type Filter = (typeof FILTERS)[number]
const FILTER_LABELS = {
  all: 'knowledge.filterAll',
  ready: 'knowledge.filterReady',
  pending: 'knowledge.filterPending',
  failed: 'knowledge.filterFailed',
} as const
const SORTS = ['newest', 'name', 'size'] as const
type Sort = (typeof SORTS)[number]
const SORT_LABELS = {
  newest: 'knowledge.sortNewest',
  name: 'knowledge.sortName',
  size: 'knowledge.sortSize',
} as const
const POLL_MS = 700

export interface DocumentsPanelProps {
  knowledgeBaseId: string
  uploads: Uploads
  onFiles: (files: File[]) => void
  canEdit: boolean
}

export function DocumentsPanel({ knowledgeBaseId, uploads, onFiles, canEdit }: DocumentsPanelProps) {
  const documents = useContractQuery(listDocuments, {
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
      {documents.error ? (
        <ErrorPanel error={documents.error} onRetry={() => void documents.refetch()} />
      ) : !documents.data ? (
        <SkeletonRows />
      ) : documents.data.documents.length > 0 ? (
        <DocumentList knowledgeBaseId={knowledgeBaseId} documents={documents.data.documents} canEdit={canEdit} />
      ) : underway.length === 0 ? (
        <EmptyState
          icon="file-text"
          title={t('knowledge.emptyDocumentsTitle')}
          text={t('knowledge.emptyDocumentsText')}
        />
      ) : null}
    </div>
  )
}

function DocumentList(props: { knowledgeBaseId: string; documents: readonly DocumentView[]; canEdit: boolean }) {
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<Filter>('all')
  const [sort, setSort] = useState<Sort>('newest')
  const [previewed, setPreviewed] = useState<DocumentView | null>(null)
  const shown = useMemo(() => arrange(props.documents, search, filter, sort), [props.documents, search, filter, sort])
  return (
    <section>
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchInput
          value={search}
          onValueChange={setSearch}
          label={t('knowledge.searchDocuments')}
          className="min-w-48 flex-1 sm:max-w-xs"
        />
        <Choice
          values={FILTERS}
          labelOf={(value) => t(FILTER_LABELS[value])}
          value={filter}
          onChoose={setFilter}
          label={t('common.status')}
          className="w-32"
        />
        <Choice
          values={SORTS}
          labelOf={(value) => t(SORT_LABELS[value])}
          value={sort}
          onChoose={setSort}
          label={t('common.sortBy')}
          className="w-36"
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState
          compact
          icon="search"
          title={t('common.nothingFound')}
          text={t('common.nothingFoundFor', { query: search || t(FILTER_LABELS[filter]) })}
        />
      ) : (
        <ul className="divide-y rounded-lg border bg-surface">
          {shown.map((document) => (
            <DocumentRow
              key={document.id}
              knowledgeBaseId={props.knowledgeBaseId}
              document={document}
              canEdit={props.canEdit}
              onPreview={() => setPreviewed(document)}
            />
          ))}
        </ul>
      )}
      {previewed ? (
        <ChunksDialog knowledgeBaseId={props.knowledgeBaseId} document={previewed} onClose={() => setPreviewed(null)} />
      ) : null}
    </section>
  )
}

function arrange(documents: readonly DocumentView[], search: string, filter: Filter, sort: Sort): DocumentView[] {
  const words = search.toLowerCase().trim()
  const found = documents.filter((document) => document.name.toLowerCase().includes(words) && matches(document, filter))
  if (sort === 'name') return found.sort((a, b) => a.name.localeCompare(b.name))
  if (sort === 'size') return found.sort((a, b) => b.sizeBytes - a.sizeBytes)
  return found.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
}

function matches(document: DocumentView, filter: Filter): boolean {
  if (filter === 'pending') return isPending(document.status)
  return filter === 'all' || document.status === filter
}
