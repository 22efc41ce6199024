'use client'
import type { ReactNode } from 'react'
import { PhoneBottomBar, PhoneTopBar } from './phone-bars'
import { Rail } from './rail'
import { SignedIn } from './signed-in'
import { useRailCollapsed } from './use-rail-collapsed'

/** Layout of the studio's pages with the navigation at the side, or at the bottom of a phone. */
export function StudioShell({ children }: { children: ReactNode }) {
  const [collapsed, setCollapsed] = useRailCollapsed()
  return (
    <SignedIn className="flex h-dvh flex-col md:flex-row">
      {(session, onOpenCommandMenu) => (
        <>
          <Rail
            session={session}
            collapsed={collapsed}
            onCollapsedChange={setCollapsed}
            onOpenCommandMenu={onOpenCommandMenu}
          />
          <PhoneTopBar session={session} onOpenCommandMenu={onOpenCommandMenu} />
          <main id="content" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-auto focus-visible:outline-none">
            {children}
          </main>
          <PhoneBottomBar />
        </>
      )}
    </SignedIn>
  )
}
