'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { joinAddress, wantedPage } from '@/lib/client/session/wanted-page'

/** Whether a page that was asked for is still on its way. */
export function useWantedPage() {
  const wanted = useSyncExternalStore(wantedPage.subscribe, wantedPage.read, () => null)
  const shown = joinAddress(usePathname(), new URLSearchParams(useSearchParams().toString()))
  const isWaiting = wanted !== null && wanted !== shown
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is shown anew is what came of the wish.
  useEffect(() => wantedPage.forget(), [shown])
  // After back or forward the address is already that of the wanted page: there is none to stay at.
  const canStay = isWaiting && wanted !== addressOfWindow()
  const stayHere = useCallback(() => {
    // Next gives up the page that is on its way for any change of the address, also for one to the same.
    window.history.replaceState(null, '', window.location.href)
    wantedPage.forget()
  }, [])
  return { isWaiting, stayHere: canStay ? stayHere : null }
}

function addressOfWindow(): string {
  const { pathname, search } = window.location
  return joinAddress(pathname, new URLSearchParams(search))
}
