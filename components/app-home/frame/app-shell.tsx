'use client'
import type { ReactNode } from 'react'
import { SignedIn } from '@/components/shell/signed-in'
import { AppHeader } from './app-header'

/** Layout of an app's pages other than the canvas. Its header is in the same position as the editor's. */
export function AppShell({ appId, children }: { appId: string; children: ReactNode }) {
  return (
    <SignedIn className="flex h-dvh flex-col">
      {() => (
        <>
          <AppHeader appId={appId} />
          <main id="content" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-auto focus-visible:outline-none">
            {children}
          </main>
        </>
      )}
    </SignedIn>
  )
}
