'use client'
import type { ReactNode } from 'react'
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { LazyPart } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import type { SessionView } from '@/lib/contracts/session'

const items = makePart(() => import('./user-menu-items').then((module) => module.UserMenuItems))

export function UserMenu({ session, children }: { session: SessionView; children: ReactNode }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent align="start" collisionPadding={12} className="w-60">
        <LazyPart part={items} props={{ session }} />
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
