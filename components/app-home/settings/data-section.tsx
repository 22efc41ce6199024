'use client'
import { VisitorFiles } from '@/components/protection/visitor-files'
import { RetentionCard } from '@/components/settings/retention-card'
import { t } from '@/lib/client/messages/t'
import { useSession } from '@/lib/client/session/use-session'

/** The stored data of the app and its retention. */
export function DataSection({ appId }: { appId: string }) {
  const session = useSession()
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      <p className="text-muted text-sm">{t('appHome.retentionText')}</p>
      {session ? <RetentionCard session={session} /> : null}
      <VisitorFiles appId={appId} />
    </div>
  )
}
