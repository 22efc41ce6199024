'use client'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { toast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/client/format'
import { dateFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/use-contract'
import { useHasRole, useSession } from '@/lib/client/use-session'
import { listEnvironments } from '@/lib/contracts/environments'
import { listAlerts } from '@/lib/contracts/inbox'
import { cancelOrder, decideOrder, listReleases, type ReleaseOrderView } from '@/lib/contracts/releases'
import { listRollouts } from '@/lib/contracts/rollouts'
import { listVersions } from '@/lib/contracts/versions'

/** A release that waits for a second person or for its time. */
export function OrderRow({ appId, order }: { appId: string; order: ReleaseOrderView }) {
  const params = { appId, orderId: order.id }
  const canEdit = useHasRole('editor')
  const isMine = useSession()?.user.id === order.requestedBy
  const invalidates = [listEnvironments, listReleases, listRollouts, listVersions, listAlerts]
  const decide = useContractMutation(decideOrder, {
    invalidates,
    onSuccess: ({ status }) => toast.success(t(status === 'declined' ? 'releases.declined' : 'releases.approved')),
  })
  const cancel = useContractMutation(cancelOrder, {
    invalidates,
    onSuccess: () => toast(t('releases.calledOff')),
  })
  const isWaiting = order.status === 'waiting'
  return (
    <div className="flex flex-col gap-2 border-t bg-info-soft/50 px-4 py-3">
      <div className="flex items-start gap-2.5 text-sm">
        <Icon name={isWaiting ? 'shield' : 'clock'} size={15} className="mt-0.5 shrink-0 text-info" />
        <div className="min-w-0">
          <p className="font-medium">{textOf(order)}</p>
          {order.note ? <p className="break-words">{order.note}</p> : null}
          <p className="text-muted text-xs">
            {t('releases.askedBy', { who: order.requestedByName })}
            {isWaiting && isMine ? ` · ${t('releases.yourOwnOrder')}` : null}
          </p>
        </div>
      </div>
      {canEdit ? (
        <div className="flex flex-wrap gap-2">
          {isWaiting && !isMine ? (
            <>
              <Button
                size="sm"
                variant="primary"
                icon="check"
                busy={decide.isPending && decide.variables.body.decision === 'approve'}
                onClick={() => decide.mutate({ params, body: { decision: 'approve' } })}
              >
                {t('releases.approve')}
              </Button>
              <Button
                size="sm"
                busy={decide.isPending && decide.variables.body.decision === 'decline'}
                onClick={() => decide.mutate({ params, body: { decision: 'decline' } })}
              >
                {t('releases.decline')}
              </Button>
            </>
          ) : null}
          <Button size="sm" variant="ghost" busy={cancel.isPending} onClick={() => cancel.mutate({ params })}>
            {t('releases.callOff')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function textOf({ status, versionNumber: number, canaryPercent, dueAt, timeZone }: ReleaseOrderView): string {
  if (canaryPercent !== null) return t('releases.orderCanary', { number, percent: canaryPercent })
  if (dueAt === null) return t('releases.orderWaiting', { number })
  const when = timeZone ? inZone(dueAt, timeZone) : formatDateTime(dueAt)
  return t(status === 'waiting' ? 'releases.orderWaitingUntil' : 'releases.orderScheduled', { number, when })
}

/** As clocks there show it: that is how it was planned. */
function inZone(iso: string, timeZone: string): string {
  const format = dateFormat({ dateStyle: 'medium', timeStyle: 'short', timeZone })
  return `${format.format(new Date(iso))} (${timeZone})`
}
