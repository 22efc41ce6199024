'use client'
import { useQueryClient } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { LazyPart } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { onDenied } from '@/lib/client/http/announce-denied'
import { useAccountLocale } from '@/lib/client/locale/use-account-locale'
import { queryKey } from '@/lib/client/queries/query-keys'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { signedOut } from '@/lib/client/session/signed-out'
import { onOtherTab } from '@/lib/client/session/workspace-channel'
import { getSession } from '@/lib/contracts/session'

// Rarely needed, so it is loaded on demand.
const lostAccess = makePart(() => import('./lost-access').then((module) => module.LostAccess))

const signInAgain = makePart(() => import('./sign-in-again').then((module) => module.SignInAgain))

const POLL_MS = 20_000
const OPEN_PAGES = ['/sign-in', '/setup', '/join']

/** Shows a message if the user has lost access to this tab's workspace. */
export function AccessGuard({ children }: { children: ReactNode }) {
  const isGuarded = !OPEN_PAGES.includes(usePathname())
  const session = useContractQuery(getSession, {
    enabled: isGuarded,
    staleTime: 60_000,
    refetchInterval: () => POLL_MS,
  })
  useAccountLocale(session.data?.session?.user.locale ?? null)
  const [first, setFirst] = useState<{ id: string; name: string } | null>(null)
  const now = session.data?.session?.workspace ?? null
  if (first === null && now !== null) setFirst(now)
  useSessionEvents(isGuarded)

  const hasNoAccess = session.data?.session === null && session.data.account !== null
  const isOtherWorkspace = first !== null && now !== null && first.id !== now.id
  const isSignedOut = useSyncExternalStore(signedOut.subscribe, signedOut.read, () => false)
  const last = session.data?.session
  if (!isGuarded || !(hasNoAccess || isOtherWorkspace))
    return (
      <>
        {children}
        {isGuarded && isSignedOut && last ? <LazyPart part={signInAgain} props={{ last }} /> : null}
      </>
    )
  return <LazyPart part={lostAccess} props={{ lost: first?.name ?? null, next: now?.name ?? null }} />
}

function useSessionEvents(isGuarded: boolean) {
  const client = useQueryClient()
  useEffect(() => {
    if (!isGuarded) return
    // A refetch replaces one in progress, and the sign-in replaces this one: a late response would be outdated.
    const stopListening = onDenied(() => void client.refetchQueries({ queryKey: queryKey(getSession) }))
    const stopReturns = signedOut.subscribe(() => {
      if (!signedOut.read()) void client.invalidateQueries()
    })
    const stopTabs = onOtherTab(() => window.location.assign('/apps'))
    return () => {
      stopListening()
      stopReturns()
      stopTabs()
    }
  }, [client, isGuarded])
}
