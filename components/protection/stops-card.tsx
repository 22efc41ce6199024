'use client'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useHasRole, useSession } from '@/lib/client/session/use-session'
import { StopTraffic } from './stop-traffic'
import { StoppedNotice } from './stopped-notice'
import { useStops } from './use-stops'

/** Whether the workspace accepts public traffic, and the switch. */
export function StopsCard() {
  const session = useSession()
  const isOwner = useHasRole('owner')
  const { workspace, apps, isKnown, query } = useStops()
  if (query.error && !isKnown) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!session || !isKnown) return <SkeletonRows count={2} />
  const isOpen = workspace === null && apps.length === 0
  return (
    <section className="rounded-lg border bg-surface p-4">
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="flex items-center gap-2 font-semibold text-sm">
            <span aria-hidden className={`size-2 rounded-full ${isOpen ? 'bg-success' : 'bg-danger'}`} />
            {t('protection.stopsTitle')}
          </h2>
          <p className="mt-1 text-muted text-sm">
            {joinSentences(
              isOpen && t('protection.stopsOpen'),
              t('protection.stopsText'),
              !isOwner && t('protection.ownerOnly'),
            )}
          </p>
        </div>
        {isOwner && workspace === null ? <StopTraffic appId={null} name={session.workspace.name} /> : null}
      </div>
      {isOpen ? null : (
        <div className="mt-3 flex flex-col gap-2">
          {workspace ? <StoppedNotice stop={workspace} /> : null}
          {apps.map((stop) => (
            <StoppedNotice key={stop.app?.id} stop={stop} />
          ))}
        </div>
      )}
    </section>
  )
}
