'use client'
import { formatBytes } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'
import type { Upload } from '@/lib/client/use-uploads'
import { Icon } from './icon'
import { IconButton } from './icon-button'
import { Progress } from './progress'
import { Spinner } from './spinner'

/** Files on their way to the server, and those it did not take. */
export function UploadList({ uploads, onDismiss }: { uploads: readonly Upload[]; onDismiss: (id: string) => void }) {
  if (uploads.length === 0) return null
  return (
    <ul className="divide-y rounded-lg border bg-surface" aria-label={t('knowledge.uploads')}>
      {uploads.map((upload) => (
        <li key={upload.id} className="flex min-h-11 items-center gap-3 px-3 py-2">
          <UploadMark status={upload.status} />
          <div className="min-w-0 flex-1">
            <div className="flex items-baseline justify-between gap-3">
              <span className="truncate font-medium text-sm">{upload.name}</span>
              <span className="shrink-0 text-faint text-xs">{formatBytes(upload.sizeBytes)}</span>
            </div>
            {upload.error ? <p className="text-danger text-xs">{upload.error}</p> : null}
            {upload.status === 'unchanged' ? <p className="text-muted text-xs">{t('knowledge.unchanged')}</p> : null}
            {upload.status === 'sending' ? (
              <Progress value={upload.share} label={t('knowledge.sending', { name: upload.name })} className="mt-1.5" />
            ) : null}
          </div>
          {upload.status === 'failed' || upload.status === 'unchanged' ? (
            <IconButton
              icon="x"
              label={t('common.close')}
              size="sm"
              tooltip={false}
              onClick={() => onDismiss(upload.id)}
            />
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function UploadMark({ status }: { status: Upload['status'] }) {
  if (status === 'failed') return <Icon name="alert-triangle" className="text-danger" />
  if (status === 'sent' || status === 'unchanged') return <Icon name="check" className="text-success" />
  if (status === 'sending') return <Spinner className="text-accent" />
  return <Icon name="clock" className="text-faint" />
}
