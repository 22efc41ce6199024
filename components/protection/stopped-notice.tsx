'use client'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listStops, resumeTraffic, type TrafficStop } from '@/lib/contracts/protection'

/** A stop with its author and a button to resume traffic. */
export function StoppedNotice({ stop }: { stop: TrafficStop }) {
  const isOwner = useHasRole('owner')
  const resume = useContractMutation(resumeTraffic, {
    invalidates: [listStops],
    onSuccess: () => toast.success(t('protection.resumed')),
  })
  const { app, message, stoppedBy, at } = stop
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 rounded-lg border border-danger/40 bg-danger-soft p-3"
    >
      <Icon name="octagon" size={18} className="shrink-0 text-danger" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium text-sm">
          {app === null ? t('protection.stoppedWorkspace') : t('protection.stoppedApp', { name: app.name })}
        </p>
        <p className="break-words text-muted text-xs">
          {t('protection.stoppedBy', { name: stoppedBy, when: formatRelative(at), message })}
        </p>
      </div>
      {isOwner ? (
        <Button busy={resume.isPending} onClick={() => resume.mutate({ body: { appId: app?.id ?? null } })}>
          {t('protection.resume')}
        </Button>
      ) : null}
    </div>
  )
}
