'use client'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { inboxTotal, useInboxCount } from '@/lib/client/queries/use-inbox-count'

const SHOWN = 99

/** The inbox in the navigation, with its count. */
export function InboxMark({ collapsed, label }: { collapsed: boolean; label: string }) {
  const total = inboxTotal(useInboxCount())
  if (collapsed) return <InboxDot size={16} />
  return (
    <>
      <Icon name="inbox" />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <Count total={total} className="text-2xs" />
    </>
  )
}

/** The icon with a badge, for narrow bars. */
export function InboxDot({ size = 18 }: { size?: number }) {
  const total = inboxTotal(useInboxCount())
  return (
    <span className="relative flex">
      <Icon name="inbox" size={size} />
      <Count total={total} className="absolute -top-1.5 left-2.5 text-[10px] leading-none" />
    </span>
  )
}

function Count({ total, className }: { total: number; className: string }) {
  if (total === 0) return null
  return (
    <span
      className={`flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 font-semibold text-accent-ink tabular-nums ${className}`}
    >
      <span aria-hidden>{total > SHOWN ? `${SHOWN}+` : total}</span>
      <span className="sr-only">{t('inbox.waitingCount', { count: total })}</span>
    </span>
  )
}
