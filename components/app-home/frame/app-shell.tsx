'use client'
import type { ReactNode } from 'react'
import { SignedIn } from '@/components/shell/signed-in'
import { AppHeader } from './app-header'
import { AppTabBar } from './app-tab-bar'

/** Layout of the pages of an app beside its canvas. Its header has the place of the editor's. */
export function AppShell({ appId, children }: { appId: string; children: ReactNode }) {
  return (
    <SignedIn className="flex h-dvh flex-col">
      {() => (
        <>
          <AppHeader appId={appId} />
          <AppTabBar appId={appId} />
          <main id="content" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-auto focus-visible:outline-none">
            {children}
          </main>
        </>
      )}
    </SignedIn>
  )
}
