'use client'
import { useDeferredValue, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { DropZone } from '@/components/ui/drop-zone'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { UploadList } from '@/components/ui/upload-list'
import type { Uploads } from '@/lib/client/hooks/use-uploads'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { UPLOAD_EXTENSIONS } from '@/lib/contracts/knowledge'
import { DOCUMENTS_PER_PAGE, findDocuments } from '@/lib/contracts/knowledge-documents'
import { DefaultFields, type TypedDefaults } from '../default-fields'
import { isPending } from '../document-status'
import { DocumentsList } from './documents-list'
import { DocumentsToolbar, type DocumentsView, EMPTY_VIEW, toQuery } from './documents-toolbar'
import { IngestProgress } from './ingest-progress'

const POLL_MS = 700
const SLOW_POLL_MS = 3_000
/** Beyond this number searching is faster than scrolling. Also the limit of one bulk change. */
const MAX_SHOWN = 500

export interface DocumentsPanelProps {
  knowledgeBaseId: string
  uploads: Uploads
  onFiles: (files: File[]) => void
  canEdit: boolean
  /** Defaults for new files. */
  defaults: TypedDefaults
  onDefaultsChange: (defaults: TypedDefaults) => void
}

export function DocumentsPanel(props: DocumentsPanelProps) {
  const { knowledgeBaseId, uploads, onFiles, canEdit } = props
  const [view, setView] = useState<DocumentsView>(EMPTY_VIEW)
  const [pages, setPages] = useState(1)
  const [, setTab] = useUrlState('tab')
  const deferredView = useDeferredValue(view)
  const found = useContractQuery(findDocuments, {
    params: { knowledgeBaseId },
    query: { ...toQuery(deferredView), limit: Math.min(MAX_SHOWN, pages * DOCUMENTS_PER_PAGE) },
    keepPrevious: true,
    refetchInterval: (data) => pollOf(data),
  })
  // Uploaded files are shown in the list.
  const isUploading = uploads.uploads.some((upload) => upload.status !== 'sent')
  const data = found.data
  return (
    <div className="flex flex-col gap-4">
      {canEdit ? (
        <>
          <DropZone
            onFiles={onFiles}
            accept={UPLOAD_EXTENSIONS.join(',')}
            title={t('knowledge.dropTitle')}
            hint={t('knowledge.dropHint')}
          />
          <Disclosure label={t('knowledge.newFileDefaults')}>
            <div className="flex max-w-xl flex-col gap-4 rounded-md border p-3">
              <DefaultFields
                knowledgeBaseId={knowledgeBaseId}
                value={props.defaults}
                onChange={props.onDefaultsChange}
              />
            </div>
          </Disclosure>
        </>
      ) : null}
      <UploadList uploads={uploads} hidesSent />
      {blockingError(found) ? (
        <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
      ) : !data ? (
        <SkeletonRows />
      ) : data.counts.all + data.counts.deleted > 0 ? (
        <section>
          <DocumentsToolbar knowledgeBaseId={knowledgeBaseId} view={view} onChange={setView} counts={data.counts} />
          <IngestProgress counts={data.counts} />
          <Found
            knowledgeBaseId={knowledgeBaseId}
            found={data}
            view={view}
            canEdit={canEdit}
            onShowMost={() => setPages(MAX_SHOWN / DOCUMENTS_PER_PAGE)}
            onView={setView}
          />
          <More found={data} busy={found.isFetching} onMore={() => setPages(pages + 1)} />
        </section>
      ) : !isUploading ? (
        <EmptyState
          icon="file-text"
          title={t('knowledge.emptyDocumentsTitle')}
          text={t('knowledge.emptyDocumentsText')}
          action={
            canEdit ? (
              <Button icon="globe" onClick={() => setTab('sources')}>
                {t('knowledge.emptyDocumentsSource')}
              </Button>
            ) : null
          }
        />
      ) : null}
    </div>
  )
}

type FoundDocuments = ResponseOf<typeof findDocuments>

/** Short polling interval while visible documents change, a longer one while others are processed. */
function pollOf(data: FoundDocuments | undefined): number | false {
  if (data?.documents.some(({ status }) => isPending(status))) return POLL_MS
  return data && data.counts.pending > 0 ? SLOW_POLL_MS : false
}

interface FoundProps {
  knowledgeBaseId: string
  found: FoundDocuments
  view: DocumentsView
  canEdit: boolean
  onShowMost: () => void
  onView: (view: DocumentsView) => void
}

function Found({ knowledgeBaseId, found, view, canEdit, onShowMost, onView }: FoundProps) {
  if (found.documents.length === 0) return <NothingFound view={view} counts={found.counts} onView={onView} />
  return (
    <DocumentsList
      // A selection does not carry over to a view that may not show it.
      key={JSON.stringify(view)}
      knowledgeBaseId={knowledgeBaseId}
      documents={found.documents}
      total={found.total}
      most={MAX_SHOWN}
      onShowMost={onShowMost}
      canEdit={canEdit}
      isBin={view.status === 'deleted'}
    />
  )
}

function More({ found, busy, onMore }: { found: FoundDocuments; busy: boolean; onMore: () => void }) {
  const shown = found.documents.length
  if (shown >= found.total) return null
  return (
    <div className="mt-3 flex items-center justify-center gap-3 text-muted text-xs">
      {t('indexing.shownOf', { shown, total: found.total })}
      {shown < MAX_SHOWN ? (
        <Button size="sm" busy={busy} onClick={onMore}>
          {t('indexing.showMore')}
        </Button>
      ) : null}
    </div>
  )
}

function NothingFound({ view, counts, onView }: Pick<FoundProps, 'view' | 'onView'> & Pick<FoundDocuments, 'counts'>) {
  if (view.status === 'deleted' && view.search === '')
    return <EmptyState compact icon="trash" title={t('indexing.binEmpty')} text={t('indexing.binHint')} />
  if (counts.all === 0 && view.status !== 'deleted')
    return (
      <EmptyState
        compact
        icon="trash"
        title={t('indexing.allInBin', { count: counts.deleted })}
        text={t('indexing.binHint')}
        action={<Button onClick={() => onView({ ...EMPTY_VIEW, status: 'deleted' })}>{t('indexing.openBin')}</Button>}
      />
    )
  return (
    <EmptyState
      compact
      icon="search"
      title={t('common.nothingFound')}
      text={view.search ? t('common.nothingFoundFor', { query: view.search }) : t('knowledge.noDocumentMatches')}
      action={<Button onClick={() => onView(EMPTY_VIEW)}>{t('runs.resetFilters')}</Button>}
    />
  )
}
