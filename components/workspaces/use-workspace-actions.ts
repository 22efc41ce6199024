'use client'
import { useRouter } from 'next/navigation'
import type { CommandAction } from '@/components/ui/command-dialog'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useSession } from '@/lib/client/session/use-session'
import { listWorkspaces } from '@/lib/contracts/workspaces'
import { useSwitchWorkspace } from './use-switch-workspace'

/** Command menu entries for people and workspaces. */
export function useWorkspaceActions(enabled: boolean): CommandAction[] {
  const router = useRouter()
  const session = useSession()
  const switchTo = useSwitchWorkspace()
  const workspaces = useContractQuery(listWorkspaces, { enabled })
  const others = (workspaces.data?.workspaces ?? []).filter(({ id }) => id !== session?.workspace.id)
  const isOwner = session?.role === 'owner'
  return [
    ...others.map(({ id, name }) => ({
      id: `workspace ${id}`,
      label: t('people.switchTo', { name }),
      icon: 'shuffle' as const,
      run: () => switchTo(id),
    })),
    {
      id: 'members',
      label: t(isOwner ? 'people.inviteTitle' : 'people.members'),
      icon: 'users',
      run: () => router.push(isOwner ? '/settings?tab=members&new=invitation' : '/settings?tab=members'),
    },
  ]
}
