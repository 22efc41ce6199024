'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { joinAddress, wantedPage } from '@/lib/client/session/wanted-page'

/** Whether a navigation is still pending. */
export function useWantedPage() {
  const wanted = useSyncExternalStore(wantedPage.subscribe, wantedPage.read, () => null)
  const shown = joinAddress(usePathname(), new URLSearchParams(useSearchParams().toString()))
  const isWaiting = wanted !== null && wanted !== shown
  // biome-ignore lint/correctness/useExhaustiveDependencies: any new content ends the navigation.
  useEffect(() => wantedPage.forget(), [shown])
  // After back or forward the address already belongs to the target page, so there is nothing to stay on.
  const canStay = isWaiting && wanted !== addressOfWindow()
  const stayHere = useCallback(() => {
    // Next cancels a pending navigation on any address change, even to the same address.
    window.history.replaceState(null, '', window.location.href)
    wantedPage.forget()
  }, [])
  return { isWaiting, stayHere: canStay ? stayHere : null }
}

function addressOfWindow(): string {
  const { pathname, search } = window.location
  return joinAddress(pathname, new URLSearchParams(search))
}
