'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { LIVE_VERSION_QUERIES } from '@/lib/client/queries/live-version-queries'
import { allOf } from '@/lib/client/queries/query-keys'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole, useSession } from '@/lib/client/session/use-session'
import { type EnvironmentView, listEnvironments } from '@/lib/contracts/environments'
import { listAlerts } from '@/lib/contracts/inbox'
import { cancelReleaseRequest, decideReleaseRequest, type ReleaseRequestView } from '@/lib/contracts/releases'
import { ReleaseChangesDialog } from './release-changes-dialog'
import { ReleaseRequestText } from './release-request-text'
import { RescheduleReleaseDialog } from './reschedule-release-dialog'

export interface ReleaseRequestRowProps {
  appId: string
  request: ReleaseRequestView
  environment: Pick<EnvironmentView, 'name' | 'live'>
  /** Whether the changes are already shown next to the request. */
  isExplained?: boolean
}

/** A release that waits for approval or for its scheduled time. */
export function ReleaseRequestRow({ appId, request, environment, isExplained = false }: ReleaseRequestRowProps) {
  const canEdit = useHasRole('editor')
  const isMine = useSession()?.user.id === request.requestedBy
  const [open, setOpen] = useState<'changes' | 'move' | null>(null)
  const close = () => setOpen(null)
  return (
    <div className="flex flex-col gap-2 border-t bg-info-soft/50 px-4 py-3">
      <ReleaseRequestText request={request} live={environment.live} isMine={isMine} />
      <div className="flex flex-wrap gap-2">
        {canEdit && request.status === 'waiting' && !isMine ? (
          <DecisionButtons appId={appId} request={request} live={environment.live} />
        ) : null}
        {isExplained ? null : (
          <Button size="sm" icon="scale" onClick={() => setOpen('changes')}>
            {t('releases.showChanges')}
          </Button>
        )}
        {canEdit && request.dueAt !== null ? (
          <Button size="sm" icon="clock" onClick={() => setOpen('move')}>
            {t('releases.move')}
          </Button>
        ) : null}
        {canEdit ? <CancelButton appId={appId} request={request} /> : null}
      </div>
      {open === 'changes' ? (
        <ReleaseChangesDialog appId={appId} request={request} environment={environment} onClose={close} />
      ) : null}
      {open === 'move' && request.dueAt !== null ? (
        <RescheduleReleaseDialog appId={appId} request={{ ...request, dueAt: request.dueAt }} onClose={close} />
      ) : null}
    </div>
  )
}

const invalidates = [...LIVE_VERSION_QUERIES, listAlerts]

interface DecisionButtonsProps
  extends Pick<ReleaseRequestRowProps, 'appId' | 'request'>,
    Pick<EnvironmentView, 'live'> {}

function DecisionButtons({ appId, request, live }: DecisionButtonsProps) {
  const params = { appId, orderId: request.id }
  const seen = { dueAt: request.dueAt, expectedVersionId: live?.versionId ?? null }
  const client = useQueryClient()
  const decide = useContractMutation(decideReleaseRequest, {
    invalidates,
    onError: ({ message }) => {
      toast.error(message)
      // Shows what has changed in the meantime.
      void client.invalidateQueries({ queryKey: allOf(listEnvironments) })
    },
    onSuccess: ({ status }) => toast.success(t(status === 'declined' ? 'releases.declined' : 'releases.approved')),
  })
  const isBusyWith = (decision: string) => decide.isPending && decide.variables.body.decision === decision
  return (
    <>
      <Button
        size="sm"
        variant="primary"
        icon="check"
        busy={isBusyWith('approve')}
        onClick={() => decide.mutate({ params, body: { decision: 'approve', ...seen } })}
      >
        {t('releases.approve')}
      </Button>
      <Button
        size="sm"
        busy={isBusyWith('decline')}
        onClick={() => decide.mutate({ params, body: { decision: 'decline' } })}
      >
        {t('releases.decline')}
      </Button>
    </>
  )
}

function CancelButton({ appId, request }: Pick<ReleaseRequestRowProps, 'appId' | 'request'>) {
  const cancel = useContractMutation(cancelReleaseRequest, {
    invalidates,
    onSuccess: () => toast(t('releases.requestCancelled')),
  })
  return (
    <Button
      size="sm"
      variant="ghost"
      busy={cancel.isPending}
      onClick={() => cancel.mutate({ params: { appId, orderId: request.id } })}
    >
      {t('releases.cancelRequest')}
    </Button>
  )
}
