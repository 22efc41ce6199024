'use client'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { formatCount, formatDateTime, formatRelative } from '@/lib/client/format/format'
import { RUN_ORIGIN_LABELS } from '@/lib/client/format/run-origin-labels'
import { t } from '@/lib/client/messages/t'
import type { ConversationThread } from '@/lib/contracts/app-conversations'

export interface ThreadRowProps {
  thread: ConversationThread
  isSelected: boolean
  onSelect: () => void
}

export function ThreadRow({ thread, isSelected, onSelect }: ThreadRowProps) {
  const { title, isClosed, turns, failures, thumbsUp, thumbsDown, environment, lastAt, origin } = thread
  return (
    <button
      type="button"
      aria-current={isSelected || undefined}
      onClick={onSelect}
      className="flex w-full flex-col gap-1 px-4 py-3 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2 aria-[current=true]:bg-pressed/80"
    >
      <span className="line-clamp-2 break-words font-medium text-sm">
        {isClosed ? <span className="text-muted italic">{t('appHome.closedThread')}</span> : title}
      </span>
      <span className="flex w-full flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
        <span>{t(RUN_ORIGIN_LABELS[origin])}</span>
        <span aria-hidden>·</span>
        <span>{t('appHome.messages', { count: turns })}</span>
        <span aria-hidden>·</span>
        <span title={formatDateTime(lastAt)}>{formatRelative(lastAt)}</span>
        <span className="ml-auto flex items-center gap-2">
          {environment === 'production' ? null : <Badge tone="outline">{environment}</Badge>}
          {failures > 0 ? (
            <Icon name="alert-triangle" size={13} label={t('appHome.withErrors')} className="text-danger" />
          ) : null}
          <Thumbs icon="thumbs-up" count={thumbsUp} label={t('feedback.up')} className="text-success" />
          <Thumbs icon="thumbs-down" count={thumbsDown} label={t('feedback.down')} className="text-danger" />
        </span>
      </span>
    </button>
  )
}

interface ThumbsProps {
  icon: 'thumbs-up' | 'thumbs-down'
  count: number
  label: string
  className: string
}

function Thumbs({ icon, count, label, className }: ThumbsProps) {
  if (count === 0) return null
  return (
    <span className={`inline-flex items-center gap-0.5 tabular-nums ${className}`}>
      <Icon name={icon} size={13} label={label} />
      {count > 1 ? formatCount(count) : null}
    </span>
  )
}
