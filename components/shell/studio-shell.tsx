'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getSession } from '@/lib/contracts/session'
import { CommandMenu } from './command-menu'
import { PhoneBottomBar, PhoneTopBar } from './phone-bars'
import { Rail } from './rail'
import { useHelpKey } from './use-help-key'
import { useRailCollapsed } from './use-rail-collapsed'

/** Layout of every signed-in page: navigation, command menu, and the redirect to sign-in. */
export function StudioShell({ children }: { children: ReactNode }) {
  const session = useContractQuery(getSession, { staleTime: 60_000 })
  const [menuOpen, setMenuOpen] = useState(false)
  const [collapsed, setCollapsed] = useRailCollapsed()
  useCommandShortcut(() => setMenuOpen((open) => !open))
  useHelpKey()
  useDoor(session.data)

  const signedIn = session.data?.session
  if (!signedIn) {
    return (
      <main className="flex h-dvh items-center justify-center p-6">
        {session.error ? (
          <ErrorPanel error={session.error} onRetry={() => void session.refetch()} className="w-full max-w-md" />
        ) : (
          <Spinner size={20} label={t('shell.loadingStudio')} className="text-faint" />
        )}
      </main>
    )
  }
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#content"
        className="sr-only z-70 rounded-md bg-ink px-3 py-1.5 text-ink-inverse focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('shell.skipToContent')}
      </a>
      <Rail
        session={signedIn}
        collapsed={collapsed}
        onCollapsedChange={setCollapsed}
        onOpenCommandMenu={() => setMenuOpen(true)}
      />
      <PhoneTopBar session={signedIn} onOpenCommandMenu={() => setMenuOpen(true)} />
      <main id="content" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-auto focus-visible:outline-none">
        {children}
      </main>
      <PhoneBottomBar />
      <CommandMenu open={menuOpen} onOpenChange={setMenuOpen} />
    </div>
  )
}

function useCommandShortcut(onToggle: () => void) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      onToggle()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}

/** A signed-in user without a workspace stays here; AccessGuard shows a message. */
function useDoor(data: { session: unknown; account: unknown; needsOwner: boolean } | undefined) {
  const router = useRouter()
  useEffect(() => {
    if (!data || data.session !== null || data.account !== null) return
    const here = window.location.pathname + window.location.search
    router.replace(data.needsOwner ? '/setup' : `/sign-in?next=${encodeURIComponent(here)}`)
  }, [data, router])
}
