'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { joinAddress, pendingPage } from '@/lib/client/session/pending-page'

/** Whether a navigation is still pending. */
export function usePendingPage() {
  const wanted = useSyncExternalStore(pendingPage.subscribe, pendingPage.read, () => null)
  const shown = joinAddress(usePathname(), new URLSearchParams(useSearchParams().toString()))
  const isWaiting = wanted !== null && wanted !== shown
  // biome-ignore lint/correctness/useExhaustiveDependencies: any new content ends the navigation.
  useEffect(() => pendingPage.forget(), [shown])
  // After back or forward the address already belongs to the target page, so there is nothing to stay on.
  const canStay = isWaiting && wanted !== addressOfWindow()
  const stayHere = useCallback(() => {
    // Next cancels a pending navigation on any address change, even to the same address.
    window.history.replaceState(null, '', window.location.href)
    pendingPage.forget()
  }, [])
  return { isWaiting, stayHere: canStay ? stayHere : null }
}

function addressOfWindow(): string {
  const { pathname, search } = window.location
  return joinAddress(pathname, new URLSearchParams(search))
}
