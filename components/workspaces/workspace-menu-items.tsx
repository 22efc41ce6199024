'use client'
import { useRouter } from 'next/navigation'
import {
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from '@/components/ui/dropdown-menu'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { SessionView } from '@/lib/contracts/session'
import { listWorkspaces } from '@/lib/contracts/workspaces'
import { useSwitchWorkspace } from './use-switch-workspace'

export function WorkspaceMenuItems({ session, onCreate }: { session: SessionView; onCreate: () => void }) {
  const router = useRouter()
  const workspaces = useContractQuery(listWorkspaces)
  const switchTo = useSwitchWorkspace()
  const isOwner = session.role === 'owner'
  return (
    <>
      <p className="px-2 pt-1.5 pb-1 font-medium text-2xs text-faint">{t('people.workspaces')}</p>
      <DropdownMenuRadioGroup value={session.workspace.id}>
        {(workspaces.data?.workspaces ?? [session.workspace]).map(({ id, name }) => (
          <DropdownMenuRadioItem
            key={id}
            value={id}
            onSelect={() => {
              if (id !== session.workspace.id) switchTo(id)
            }}
          >
            {name}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuSeparator />
      <DropdownMenuItem icon="users" onSelect={() => router.push('/settings?tab=members')}>
        {t('people.members')}
      </DropdownMenuItem>
      <DropdownMenuItem icon="settings" onSelect={() => router.push('/settings?tab=workspace')}>
        {t('people.workspaceSettings')}
      </DropdownMenuItem>
      {isOwner ? (
        <DropdownMenuItem icon="plus" onSelect={() => onCreate()}>
          {t('people.newWorkspace')}
        </DropdownMenuItem>
      ) : null}
    </>
  )
}
