'use client'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { listInvitations } from '@/lib/contracts/invitations'
import { freeAddress, listMembers, type MemberView } from '@/lib/contracts/members'

/** Confirmation before an email address is released from its account. */
export function ReleaseEmailDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const { name, email, userId } = member
  const free = useContractMutation(freeAddress, {
    invalidates: [listMembers, listInvitations],
    onSuccess: () => {
      toast(t('people.addressFreed', { email }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('people.releaseEmailTitle', { email })}
      description={t('people.releaseEmailText', { name, email })}
      confirmLabel={t('people.releaseEmail')}
      busy={free.isPending}
      onConfirm={() => free.mutate({ params: { userId } })}
    />
  )
}
