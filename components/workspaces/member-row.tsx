'use client'
import { Avatar } from '@/components/shell/avatar'
import { Badge } from '@/components/ui/badge'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { MoreMenu } from '@/components/ui/more-menu'
import { TableCell, TableRow } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useSession } from '@/lib/client/session/use-session'
import { type GrantedRole, listMembers, type MemberView, setMemberRole } from '@/lib/contracts/members'
import { ROLES, type Role } from '@/lib/contracts/session'
import { roleName } from './role-labels'
import { RoleSelect } from './role-select'
import { UnconfirmedAddress } from './unconfirmed-address'

export interface MemberRowProps {
  member: MemberView
  onMakeOwner: () => void
  onFreeAddress: () => void
  onRemove: () => void
}

export function MemberRow({ member, onMakeOwner, onFreeAddress, onRemove }: MemberRowProps) {
  const session = useSession()
  const isSelf = session?.user.id === member.userId
  const isOwner = session?.role === 'owner'
  const mayManage = isOwner && !isSelf
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <div className="flex items-center gap-2.5">
          <Avatar name={member.name} />
          <div className="min-w-0">
            <p className="flex items-center gap-1.5 font-medium">
              <span className="truncate">{member.name}</span>
              {isSelf ? <Badge>{t('people.you')}</Badge> : null}
            </p>
            <p className="truncate text-muted text-xs">{member.email}</p>
            {member.isEmailConfirmed ? null : <UnconfirmedAddress member={member} mayConfirm={isOwner} />}
          </div>
        </div>
      </TableCell>
      <TableCell>
        {mayManage ? <MemberRole member={member} onMakeOwner={onMakeOwner} /> : <Badge>{roleName(member.role)}</Badge>}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted md:table-cell">
        <time dateTime={member.joinedAt} title={formatDateTime(member.joinedAt)}>
          {formatRelative(member.joinedAt)}
        </time>
      </TableCell>
      <TableCell className="pl-0 text-right">
        {mayManage || isSelf ? (
          <MoreMenu label={t('people.membersOf', { name: member.name })}>
            {mayManage && member.role !== 'owner' ? (
              <DropdownMenuItem icon="shield" onSelect={onMakeOwner}>
                {t('people.makeOwner', { name: member.name })}
              </DropdownMenuItem>
            ) : null}
            {mayManage && !member.isEmailConfirmed ? (
              <DropdownMenuItem icon="undo" onSelect={onFreeAddress}>
                {t('people.releaseEmail')}
              </DropdownMenuItem>
            ) : null}
            <DropdownMenuItem icon={isSelf ? 'log-out' : 'trash'} tone="danger" onSelect={onRemove}>
              {isSelf ? t('people.leaveWorkspace') : t('people.remove')}
            </DropdownMenuItem>
          </MoreMenu>
        ) : null}
      </TableCell>
    </TableRow>
  )
}

function MemberRole({ member, onMakeOwner }: Pick<MemberRowProps, 'member' | 'onMakeOwner'>) {
  const setRole = useContractMutation(setMemberRole, { invalidates: [listMembers] })
  const params = { userId: member.userId }
  function change(role: GrantedRole) {
    const before = member.role
    const undo = () => before !== 'owner' && setRole.mutate({ params, body: { role: before } })
    setRole.mutate(
      { params, body: { role } },
      {
        onSuccess: () =>
          toast.success(t('people.roleChanged', { name: member.name, role: roleName(role) }), {
            // Granting ownership requires the password, so undo is not offered for removing it.
            ...(before === 'owner' ? {} : { action: { label: t('common.undo'), onClick: undo } }),
          }),
      },
    )
  }
  function choose(role: Role) {
    if (role === 'owner') onMakeOwner()
    else change(role)
  }
  return (
    <RoleSelect
      size="sm"
      className="w-26"
      roles={ROLES}
      value={member.role}
      onSelect={choose}
      disabled={setRole.isPending}
      aria-label={t('people.roleOf', { name: member.name })}
    />
  )
}
