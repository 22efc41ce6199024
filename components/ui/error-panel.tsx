'use client'
import { t } from '@/lib/client/messages/t'
import { Button } from './button'
import { cn } from './cn'
import { Icon } from './icon'

export interface ErrorPanelProps {
  /** A readable message; an unknown error gets a generic one. */
  error: unknown
  title?: string
  onRetry?: () => void
  className?: string
}

export function ErrorPanel({ error, title, onRetry, className }: ErrorPanelProps) {
  return (
    <div
      role="alert"
      className={cn('flex items-start gap-3 rounded-lg border border-danger/30 bg-danger-soft p-4', className)}
    >
      <Icon name="alert-triangle" className="mt-0.5 text-danger" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink text-sm">{title ?? t('common.errorTitle')}</p>
        <p className="mt-0.5 whitespace-pre-line break-words text-muted text-sm">
          {error instanceof Error ? error.message : t('common.errorUnknown')}
        </p>
      </div>
      {onRetry ? (
        <Button size="sm" icon="refresh" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      ) : null}
    </div>
  )
}
