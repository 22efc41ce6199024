'use client'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { useMarkSeen } from './use-mark-seen'

/** Marks unread items as read. Renders nothing if there are none. */
export function MarkAllSeen({ unseen }: { unseen: readonly string[] }) {
  const markSeen = useMarkSeen()
  if (unseen.length === 0) return null
  return (
    <Button variant="ghost" className="sm:ml-auto" onClick={() => markSeen(unseen)}>
      {t('inbox.markAllSeen')}
    </Button>
  )
}
