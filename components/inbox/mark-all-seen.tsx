'use client'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { useMarkSeen } from './use-mark-seen'

/** Marks what nobody has looked at as seen; nothing when there is none. */
export function MarkAllSeen({ unseen }: { unseen: readonly string[] }) {
  const markSeen = useMarkSeen()
  if (unseen.length === 0) return null
  return (
    <Button variant="ghost" className="sm:ml-auto" onClick={() => markSeen(unseen)}>
      {t('inbox.markAllSeen')}
    </Button>
  )
}
