'use client'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useSession } from '@/lib/client/session/use-session'
import { listInvitations } from '@/lib/contracts/invitations'
import { leaveWorkspace, listMembers, type MemberView, removeMember } from '@/lib/contracts/members'

/** Confirmation before a member is removed or leaves. */
export function RemoveDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const session = useSession()
  const isSelf = session?.user.id === member.userId
  const workspace = session?.workspace.name ?? ''
  const remove = useContractMutation(removeMember, {
    invalidates: [listMembers, listInvitations],
    onSuccess: () => {
      toast(t('people.removed', { name: member.name }))
      onClose()
    },
  })
  // A full page load clears all data of the workspace from this tab.
  const leave = useContractMutation(leaveWorkspace, { onSuccess: () => window.location.assign('/apps') })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isSelf ? t('people.leaveTitle', { workspace }) : t('people.removeTitle', { name: member.name })}
      description={isSelf ? t('people.leaveText') : t('people.removeText')}
      confirmLabel={isSelf ? t('people.leave') : t('people.remove')}
      busy={remove.isPending || leave.isPending}
      onConfirm={() => (isSelf ? leave.mutate({}) : remove.mutate({ params: { userId: member.userId } }))}
    />
  )
}
