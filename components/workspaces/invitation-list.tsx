'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { toast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/client/format/format'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { type InvitationView, listInvitations, revokeInvitation } from '@/lib/contracts/invitations'
import { roleName } from './role-labels'

/** Unused invitation links; hidden if there are none. */
export function InvitationList() {
  const [revoking, setRevoking] = useState<InvitationView | null>(null)
  const invitations = useContractQuery(listInvitations)
  const revoke = useContractMutation(revokeInvitation, {
    invalidates: [listInvitations],
    onSuccess: () => {
      toast(t('people.invitationRevoked'))
      setRevoking(null)
    },
  })
  if (blockingError(invitations))
    return <ErrorPanel error={invitations.error} onRetry={() => void invitations.refetch()} />
  if (!invitations.data || invitations.data.invitations.length === 0) return null
  return (
    <section>
      <h2 className="mb-3 font-semibold text-base">{t('people.invitations')}</h2>
      <ul className="divide-y rounded-lg border bg-surface">
        {invitations.data.invitations.map((invitation) => (
          <InvitationItem key={invitation.id} invitation={invitation} onRevoke={() => setRevoking(invitation)} />
        ))}
      </ul>
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={t('people.revokeTitle')}
        description={t('people.revokeText')}
        confirmLabel={t('people.revoke')}
        busy={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate({ params: { invitationId: revoking.id } })}
      />
    </section>
  )
}

function InvitationItem({ invitation, onRevoke }: { invitation: InvitationView; onRevoke: () => void }) {
  return (
    <li className="flex items-center gap-3 px-3 py-2 text-sm">
      <Icon name="link" className="text-muted" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{invitation.email ?? t('people.anybody')}</p>
        <p className="truncate text-muted text-xs">
          {t('people.expiresAt', { time: formatDateTime(invitation.expiresAt) })}
          {invitation.createdBy ? ` · ${invitation.createdBy}` : ''}
        </p>
      </div>
      <Badge>{roleName(invitation.role)}</Badge>
      <Button size="sm" variant="ghost" onClick={onRevoke}>
        {t('people.revoke')}
      </Button>
    </li>
  )
}
