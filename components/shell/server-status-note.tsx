'use client'
import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { checkReachable } from '@/lib/client/connection/check-reachable'
import { reachability } from '@/lib/client/connection/reachability'
import { useIsReachable } from '@/lib/client/connection/use-is-reachable'
import { t } from '@/lib/client/messages/t'
import { usePendingPage } from './use-pending-page'

/** Leaving a page aborts its requests, which does not mean the server is unreachable. */
const SHOW_DELAY_MS = 1_000
const PROBE_INTERVAL_MS = 3_000
/** Minimum interval between refetches for a flapping server. */
const MIN_REFETCH_INTERVAL_MS = 5_000

/** Shown over every page while the server is unreachable. Polls it, and then refetches the page. */
export function ServerStatusNote() {
  const isReachable = useIsReachable()
  const isSlow = useSyncExternalStore(reachability.subscribe, reachability.isSlow, () => false)
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    if (isReachable) return
    const show = setTimeout(() => setIsShown(true), SHOW_DELAY_MS)
    const timer = setInterval(() => void checkReachable(), PROBE_INTERVAL_MS)
    return () => {
      clearTimeout(show)
      clearInterval(timer)
      setIsShown(false)
    }
  }, [isReachable])
  useRefetchAfter(isShown && !isSlow, isReachable)
  useSilentPage(isShown)
  const { isWaiting, stayHere } = usePendingPage()
  useStayWhenTyping(isReachable ? null : stayHere)
  const note = useRef<HTMLDivElement>(null)
  useReachOverDialogs(note, isReachable ? null : stayHere)
  return (
    // In the space that app/silence.css reserves above the page, so that it covers nothing.
    <div ref={note} role="status" aria-live="polite" className="pointer-events-auto fixed inset-x-0 top-0 z-70">
      {isShown ? (
        <div className="flex h-(--silence) items-center justify-center gap-2.5 border-b bg-raised px-4 text-ink text-xs md:text-sm">
          {/* It may be visible for hours, so it has no spinner that would keep the CPU busy. */}
          <Icon name="alert-triangle" size={14} className="shrink-0 text-warning" />
          <p>
            {t(
              isWaiting ? 'common.serverUnreachableOnOpen' : isSlow ? 'common.serverSlow' : 'common.serverUnreachable',
            )}
          </p>
          {isWaiting && stayHere ? (
            <Button size="sm" className="h-6" onClick={stayHere}>
              {t('common.stayHere')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}

/** Turns the styles of app/silence.css on and off. */
function useSilentPage(isSilent: boolean): void {
  useEffect(() => {
    document.documentElement.toggleAttribute('data-silent', isSilent)
  }, [isSilent])
}

/** Cancels the pending navigation, so that a late response does not replace the page in use. */
function useStayWhenTyping(stayHere: (() => void) | null): void {
  useEffect(() => {
    if (!stayHere) return
    document.addEventListener('input', stayHere, { capture: true })
    return () => document.removeEventListener('input', stayHere, { capture: true })
  }, [stayHere])
}

/**
 * A modal dialog treats every outside press as a dismissal, traps the focus, and hides everything but live regions. The
 * button works without the focus, and Escape is handled here for keyboard users.
 */
function useReachOverDialogs(note: RefObject<HTMLDivElement | null>, stayHere: (() => void) | null): void {
  useEffect(() => {
    const keepDialog = (event: Event) => event.stopPropagation()
    const keepFocus = (event: Event) => event.preventDefault()
    const { current } = note
    current?.addEventListener('pointerdown', keepDialog)
    current?.addEventListener('mousedown', keepFocus)
    return () => {
      current?.removeEventListener('pointerdown', keepDialog)
      current?.removeEventListener('mousedown', keepFocus)
    }
  }, [note])
  useEffect(() => {
    if (!stayHere) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return
      event.stopPropagation()
      stayHere()
    }
    // Registered before listeners at the document.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [stayHere])
}

/** After an outage the page may be outdated. A slow server still answers pending requests. */
function useRefetchAfter(isSilent: boolean, isReachable: boolean): void {
  const client = useQueryClient()
  const [isDue, setIsDue] = useState(false)
  const lastMs = useRef(Number.NEGATIVE_INFINITY)
  if (isSilent && !isDue) setIsDue(true)
  useEffect(() => {
    if (isSilent || !isReachable || !isDue) return
    const refetch = () => {
      lastMs.current = performance.now()
      setIsDue(false)
      void client.invalidateQueries()
    }
    const timer = setTimeout(refetch, Math.max(0, lastMs.current + MIN_REFETCH_INTERVAL_MS - performance.now()))
    return () => clearTimeout(timer)
  }, [client, isReachable, isDue, isSilent])
}
