'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { LazyDialog } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { Spinner } from '@/components/ui/spinner'
import { useIdleLoad } from '@/components/ui/use-idle-load'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getSession, type SessionView } from '@/lib/contracts/session'
import { useHelpKey } from './use-help-key'

const commandMenu = makePart(() => import('./command-menu').then((module) => module.CommandMenu))

export interface SignedInProps {
  className?: string
  children: (session: SessionView, onOpenCommandMenu: () => void) => ReactNode
}

/** Parts of every signed-in page: the command menu, the help key, and the redirect to sign-in. */
export function SignedIn({ className, children }: SignedInProps) {
  const session = useContractQuery(getSession, { staleTime: 60_000 })
  const [menuOpen, setMenuOpen] = useState(false)
  useCommandShortcut(() => setMenuOpen((open) => !open))
  useHelpKey()
  useIdleLoad(commandMenu, 'command-menu-loaded')
  useSignInRedirect(session.data)

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
    <div className={className}>
      <a
        href="#content"
        className="sr-only z-70 rounded-md bg-ink px-3 py-1.5 text-ink-inverse focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('shell.skipToContent')}
      </a>
      {children(signedIn, () => setMenuOpen(true))}
      <LazyDialog
        part={commandMenu}
        open={menuOpen}
        props={{ open: menuOpen, onOpenChange: setMenuOpen }}
        onClose={() => setMenuOpen(false)}
      />
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
function useSignInRedirect(data: { session: unknown; account: unknown; needsOwner: boolean } | undefined) {
  const router = useRouter()
  useEffect(() => {
    if (!data || data.session !== null || data.account !== null) return
    const currentPath = window.location.pathname + window.location.search
    router.replace(data.needsOwner ? '/setup' : `/sign-in?next=${encodeURIComponent(currentPath)}`)
  }, [data, router])
}
