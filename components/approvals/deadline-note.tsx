'use client'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { useNow } from '@/lib/client/hooks/use-now'
import { t } from '@/lib/client/messages/t'
import type { PendingInputSummary } from '@/lib/contracts/pending-inputs'

const SOON_MS = 60 * 60 * 1000
const TICK_MS = 15_000

/** “Expires in 2 hr. (then rejected)”. */
export function DeadlineNote({
  dueAt,
  onDue,
  className,
}: Pick<PendingInputSummary, 'dueAt' | 'onDue'> & { className?: string }) {
  const nowMs = useNow(dueAt === null ? null : TICK_MS)
  if (dueAt === null) return null
  const leftMs = Date.parse(dueAt) - nowMs
  return (
    <span
      title={formatDateTime(dueAt)}
      className={cn(
        'inline-flex items-center gap-1 text-xs',
        leftMs < SOON_MS ? 'text-warning' : 'text-muted',
        className,
      )}
    >
      <Icon name="clock" size={12} />
      {leftMs <= 0 ? t('approvals.expired') : t(`approvals.due-${onDue}`, { time: formatRelative(dueAt, nowMs) })}
    </span>
  )
}
