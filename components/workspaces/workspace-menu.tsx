'use client'
import { type ReactNode, useState } from 'react'
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { LazyDialog, LazyPart } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import type { SessionView } from '@/lib/contracts/session'

const items = makePart(() => import('./workspace-menu-items').then((module) => module.WorkspaceMenuItems))
const createDialog = makePart(() => import('./create-workspace-dialog').then((module) => module.CreateWorkspaceDialog))

/** The menu of the workspace; `children` is its button. */
export function WorkspaceMenu({ session, children }: { session: SessionView; children: ReactNode }) {
  const [creating, setCreating] = useState(false)
  const close = () => setCreating(false)
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
        <DropdownMenuContent align="start" collisionPadding={12} className="max-h-96 w-64">
          <LazyPart part={items} props={{ session, onCreate: () => setCreating(true) }} />
        </DropdownMenuContent>
      </DropdownMenu>
      {creating ? <LazyDialog open part={createDialog} props={{ onClose: close }} onClose={close} /> : null}
    </>
  )
}
