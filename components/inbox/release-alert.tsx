'use client'
import { useState } from 'react'
import { ReleaseRequestRow } from '@/components/approvals/release-request-row'
import { VersionChanges } from '@/components/approvals/version-changes'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listEnvironments } from '@/lib/contracts/environments'

export interface ReleaseAlertProps {
  appId: string
  orderId: string
  /** Called when the request is opened, to mark the alert as read. */
  onOpen: () => void
}

/** Shows a promotion that waits for approval inside the inbox: its changes and the buttons to decide. */
export function ReleaseAlert({ appId, orderId, onOpen }: ReleaseAlertProps) {
  const [isOpen, setOpen] = useState(false)
  function toggle() {
    setOpen(!isOpen)
    if (!isOpen) onOpen()
  }
  return (
    <div className="flex min-w-0 basis-full flex-col items-start gap-3">
      <Button size="sm" icon={isOpen ? 'chevron-up' : 'chevron-down'} aria-expanded={isOpen} onClick={toggle}>
        {t(isOpen ? 'inbox.hideRelease' : 'inbox.reviewRelease')}
      </Button>
      {isOpen ? <ReleaseRequest appId={appId} orderId={orderId} /> : null}
    </div>
  )
}

function ReleaseRequest({ appId, orderId }: { appId: string; orderId: string }) {
  const query = useContractQuery(listEnvironments, { params: { appId } })
  if (blockingError(query)) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows count={3} />
  const environment = query.data.environments.find(({ orders }) => orders.some(({ id }) => id === orderId))
  const request = environment?.orders.find(({ id }) => id === orderId)
  if (!environment || !request) return <p className="text-muted text-sm">{t('inbox.releaseDecided')}</p>
  return (
    <div className="w-full overflow-hidden rounded-lg border">
      <div className="p-3">
        <VersionChanges
          appId={appId}
          fromId={environment.live?.versionId ?? null}
          fromNumber={environment.live?.number ?? 0}
          toId={request.versionId}
        />
      </div>
      <ReleaseRequestRow appId={appId} request={request} environment={environment} isExplained />
    </div>
  )
}
