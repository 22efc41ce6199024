'use client'
import { formatBytes } from '@/lib/client/format/format'
import { isUnderway, type Uploads } from '@/lib/client/hooks/use-uploads'
import type { Upload } from '@/lib/client/http/send-upload'
import { t } from '@/lib/client/messages/t'
import { Button } from './button'
import { Icon } from './icon'
import { IconButton } from './icon-button'
import { Progress } from './progress'
import { Spinner } from './spinner'

/** Above this number a summary line is shown. */
const FEW = 3
/** Number of files shown per kind. */
const MAX_SHOWN: Record<Upload['status'], number> = { sending: 20, failed: 20, unchanged: 5, waiting: 5, sent: 5 }

export interface UploadListProps {
  uploads: Uploads
  /** For lists that show completed uploads elsewhere. */
  hidesSent?: boolean
}

/** Files being uploaded, and rejected ones. */
export function UploadList({ uploads, hidesSent = false }: UploadListProps) {
  const all = uploads.uploads
  const shownUploads = hidesSent ? all.filter(({ status }) => status !== 'sent') : all
  if (shownUploads.length === 0) return null
  const rows = firstOfEach(shownUploads)
  const hiddenCount = shownUploads.length - rows.length
  return (
    <section className="rounded-lg border bg-surface" aria-label={t('knowledge.uploads')}>
      {shownUploads.length > FEW || all.some(({ canRetry }) => canRetry) ? <UploadSummary uploads={uploads} /> : null}
      <ul className="divide-y">
        {rows.map((upload) => (
          <UploadRow key={upload.id} upload={upload} onDismiss={() => uploads.dismiss(upload.id)} />
        ))}
      </ul>
      {hiddenCount > 0 ? (
        <p className="border-t px-3 py-2 text-muted text-xs tabular-nums">
          {t('knowledge.moreFiles', { count: hiddenCount })}
        </p>
      ) : null}
    </section>
  )
}

function firstOfEach(uploads: readonly Upload[]): Upload[] {
  const count = { sending: 0, failed: 0, unchanged: 0, waiting: 0, sent: 0 }
  return uploads.filter(({ status }) => {
    count[status] += 1
    return count[status] <= MAX_SHOWN[status]
  })
}

function UploadSummary({ uploads }: { uploads: Uploads }) {
  const all = uploads.uploads
  const sent = all.filter(({ status }) => status === 'sent' || status === 'unchanged').length
  const isBusy = all.some(isUnderway)
  const label = t('knowledge.sentOf', { sent, total: all.length })
  return (
    <div className="flex flex-wrap items-center gap-3 border-b px-3 py-2 text-muted text-xs">
      <span className="tabular-nums" aria-live="polite">
        {label}
      </span>
      {isBusy ? <Progress value={sent / all.length} label={label} className="min-w-24 flex-1" /> : null}
      {all.some(({ canRetry }) => canRetry) ? (
        <Button size="sm" icon="refresh" onClick={uploads.retry}>
          {t('common.retry')}
        </Button>
      ) : null}
      {isBusy ? null : (
        <Button size="sm" variant="ghost" onClick={uploads.dismissAll}>
          {t('knowledge.dismissUploads')}
        </Button>
      )}
    </div>
  )
}

function UploadRow({ upload, onDismiss }: { upload: Upload; onDismiss: () => void }) {
  return (
    <li className="flex min-h-11 items-center gap-3 px-3 py-2">
      <UploadMark status={upload.status} />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-3">
          <span className="truncate font-medium text-sm">{upload.name}</span>
          <span className="shrink-0 text-faint text-xs">{formatBytes(upload.sizeBytes)}</span>
        </div>
        {upload.error ? <p className="break-words text-danger text-xs">{upload.error}</p> : null}
        {upload.status === 'unchanged' ? <p className="text-muted text-xs">{t('knowledge.unchanged')}</p> : null}
        {upload.status === 'sending' ? (
          <Progress value={upload.share} label={t('knowledge.sending', { name: upload.name })} className="mt-1.5" />
        ) : null}
      </div>
      {upload.status === 'failed' || upload.status === 'unchanged' ? (
        <IconButton icon="x" label={t('common.close')} size="sm" tooltip={false} onClick={onDismiss} />
      ) : null}
    </li>
  )
}

function UploadMark({ status }: { status: Upload['status'] }) {
  if (status === 'failed') return <Icon name="alert-triangle" className="text-danger" />
  if (status === 'sent' || status === 'unchanged') return <Icon name="check" className="text-success" />
  if (status === 'sending') return <Spinner className="text-accent" />
  return <Icon name="clock" className="text-faint" />
}
