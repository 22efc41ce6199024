'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { SessionView } from '@/lib/contracts/session'
import { listWorkspaces } from '@/lib/contracts/workspaces'
import { CreateWorkspaceDialog } from './create-workspace-dialog'
import { useSwitchWorkspace } from './use-switch-workspace'

/** The trigger: the name of the workspace, or the logo in narrow places. */
export function WorkspaceMenu({ session, children }: { session: SessionView; children: ReactNode }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [creating, setCreating] = useState(false)
  const workspaces = useContractQuery(listWorkspaces, { enabled: open })
  const switchTo = useSwitchWorkspace()
  const isOwner = session.role === 'owner'
  return (
    <>
      <DropdownMenu open={open} onOpenChange={setOpen}>
        <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
        <DropdownMenuContent align="start" collisionPadding={12} className="max-h-96 w-64">
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
            <DropdownMenuItem icon="plus" onSelect={() => setCreating(true)}>
              {t('people.newWorkspace')}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {creating ? <CreateWorkspaceDialog onClose={() => setCreating(false)} /> : null}
    </>
  )
}
