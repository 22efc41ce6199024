'use client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Progress } from '@/components/ui/progress'
import { formatBytes, formatRelative } from '@/lib/client/format/format'
import { numberFormat } from '@/lib/client/messages/intl'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { DocumentView } from '@/lib/contracts/knowledge'
import { isPending, overallProgress, STATUS_LABELS } from '../document-status'

export interface DocumentRowProps {
  document: DocumentView
  canEdit: boolean
  isSelected: boolean
  onToggle: () => void
  onPreview: () => void
  onDescribe: () => void
  onAccess: () => void
  onAct: (action: 'delete' | 'restore' | 'retry') => void
}

export function DocumentRow(props: DocumentRowProps) {
  const { document, canEdit, isSelected, onToggle, onPreview, onDescribe, onAccess, onAct } = props
  const isDeleted = document.deletedAt !== null
  const isReady = document.status === 'ready' && !isDeleted
  return (
    <li className="flex items-center gap-3 py-2 pr-2 pl-4">
      {canEdit ? (
        <Checkbox
          aria-label={t('indexing.select', { name: document.name })}
          checked={isSelected}
          onCheckedChange={onToggle}
        />
      ) : null}
      <DocumentMark document={document} />
      <div className="min-w-0 flex-1">
        <button
          type="button"
          disabled={!isReady}
          onClick={onPreview}
          className="block max-w-full truncate rounded-xs text-left font-medium text-sm enabled:hover:underline disabled:cursor-default"
        >
          {document.name}
        </button>
        <DocumentFacts document={document} />
        {isReady ? <Metadata document={document} /> : null}
      </div>
      {document.status === 'failed' && canEdit && !isDeleted ? (
        <>
          <Button size="sm" icon="refresh" onClick={() => onAct('retry')} className="max-sm:hidden">
            {t('knowledge.retry')}
          </Button>
          <IconButton
            icon="refresh"
            label={t('knowledge.retry')}
            onClick={() => onAct('retry')}
            className="sm:hidden"
          />
        </>
      ) : null}
      {document.source?.url ? (
        <a
          href={document.source.url}
          target="_blank"
          rel="noreferrer noopener"
          title={document.source.url}
          aria-label={t('sources.openAtSource', { name: document.name })}
          className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <Icon name="external-link" size={15} />
        </a>
      ) : null}
      {isReady ? <IconButton icon="eye" label={t('knowledge.chunkPreview')} onClick={onPreview} /> : null}
      {canEdit && isReady ? (
        <IconButton icon="tags" label={t('indexing.bulkDescribe')} onClick={onDescribe} className="max-sm:hidden" />
      ) : null}
      {document.access !== null && !isDeleted ? (
        canEdit ? (
          <Button size="sm" variant="ghost" icon="lock" onClick={onAccess}>
            {t('knowledge.accessRestricted')}
          </Button>
        ) : (
          <Badge tone="outline">{t('knowledge.accessRestricted')}</Badge>
        )
      ) : null}
      {canEdit && isDeleted ? (
        <Button size="sm" icon="undo" onClick={() => onAct('restore')}>
          {t('indexing.bulkRestore')}
        </Button>
      ) : null}
      {canEdit && !isDeleted ? (
        <IconButton icon="trash" label={t('common.delete')} onClick={() => onAct('delete')} />
      ) : null}
    </li>
  )
}

function DocumentMark({ document }: { document: DocumentView }) {
  if (document.status === 'failed') return <Icon name="alert-triangle" size={18} className="text-danger" />
  return <Icon name="file-text" size={18} className={document.status === 'ready' ? 'text-info' : 'text-faint'} />
}

function DocumentFacts({ document }: { document: DocumentView }) {
  if (document.deletedAt !== null)
    return (
      <p className="truncate text-muted text-xs">
        {t('indexing.deletedWhen', { time: formatRelative(document.deletedAt) })}
      </p>
    )
  if (document.status === 'failed')
    return (
      <p className="whitespace-pre-line break-words text-danger text-xs">
        {document.error === null ? t('common.errorUnknown') : localizeStored(document.error, document.errorRef)}
      </p>
    )
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
          {document.status === 'parsing' && document.progress > 0
            ? ` ${numberFormat({ style: 'percent', maximumFractionDigits: 0 }).format(document.progress)}`
            : null}
        </span>
      </div>
    )
  }
  const facts = [
    t('knowledge.chunks', { count: document.chunkCount }),
    document.pageCount === null ? null : t('knowledge.pages', { count: document.pageCount }),
    formatBytes(document.sizeBytes),
    document.language === 'und' ? null : document.language?.toUpperCase(),
  ]
  return (
    <>
      <p className="truncate text-muted text-xs">{facts.filter(Boolean).join(' · ')}</p>
      {document.notices.map((notice, index) => (
        <p key={notice} className="flex items-start gap-1.5 break-words text-warning text-xs">
          <Icon name="alert-triangle" size={14} className="mt-px shrink-0" />
          {localizeStored(notice, document.noticeRefs[index] ?? null)}
        </p>
      ))}
    </>
  )
}

const SHOWN_VALUES = 4

function Metadata({ document }: { document: DocumentView }) {
  const values = Object.entries(document.metadata)
  if (values.length === 0) return null
  return (
    <ul className="mt-1 flex flex-wrap gap-1">
      {values.slice(0, SHOWN_VALUES).map(([name, value]) => (
        <li key={name} className="max-w-full">
          <Badge tone="outline" className="max-w-56">
            <span className="truncate">
              {name}: {Array.isArray(value) ? value.join(', ') : String(value)}
            </span>
          </Badge>
        </li>
      ))}
      {values.length > SHOWN_VALUES ? (
        <li>
          <Badge>+{values.length - SHOWN_VALUES}</Badge>
        </li>
      ) : null}
    </ul>
  )
}
