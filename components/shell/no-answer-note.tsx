'use client'
import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { askWhetherItAnswers } from '@/lib/client/connection/check-reachable'
import { answering } from '@/lib/client/connection/reachability'
import { useIsAnswering } from '@/lib/client/connection/use-is-reachable'
import { t } from '@/lib/client/messages/t'
import { useWantedPage } from './use-wanted-page'

/** A page that is left ends its own requests, which is no silence of the server. */
const PATIENCE_MS = 1_000
const ASK_AGAIN_MS = 3_000
/** A server that comes and goes does not have the page read anew more often than this. */
const READ_ANEW_MS = 5_000

/** Over every page while the server does not answer; asks it again by itself, and then has the page read anew. */
export function NoAnswerNote() {
  const isAnswering = useIsAnswering()
  const isSlow = useSyncExternalStore(answering.subscribe, answering.isSlow, () => false)
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    if (isAnswering) return
    const show = setTimeout(() => setIsShown(true), PATIENCE_MS)
    const ask = setInterval(() => void askWhetherItAnswers(), ASK_AGAIN_MS)
    return () => {
      clearTimeout(show)
      clearInterval(ask)
      setIsShown(false)
    }
  }, [isAnswering])
  useReadAnewAfter(isShown && !isSlow, isAnswering)
  useSilentPage(isShown)
  const { isWaiting, stayHere } = useWantedPage()
  useStayWhenTyping(isAnswering ? null : stayHere)
  const note = useRef<HTMLDivElement>(null)
  useReachOverDialogs(note, isAnswering ? null : stayHere)
  return (
    // In the room that app/silence.css makes for it above the page, so that it covers nothing.
    <div ref={note} role="status" aria-live="polite" className="pointer-events-auto fixed inset-x-0 top-0 z-70">
      {isShown ? (
        <div className="flex h-(--silence) items-center justify-center gap-2.5 border-b bg-raised px-4 text-ink text-xs md:text-sm">
          {/* It may stand for hours: nothing that turns, which would keep a processor busy. */}
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

/** What app/silence.css does to the page. */
function useSilentPage(isSilent: boolean): void {
  useEffect(() => {
    document.documentElement.toggleAttribute('data-silent', isSilent)
  }, [isSilent])
}

/** Who goes on with what is on the screen would lose it to a page that comes of itself later. */
function useStayWhenTyping(stayHere: (() => void) | null): void {
  useEffect(() => {
    if (!stayHere) return
    document.addEventListener('input', stayHere, { capture: true })
    return () => document.removeEventListener('input', stayHere, { capture: true })
  }, [stayHere])
}

/**
 * A dialog takes every press outside of it for its own end, keeps the focus, and hides all but live regions. The button is
 * pressed without either, and Escape, which the dialog would take, is the way by keyboard.
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
    // Before whatever listens at the document.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [stayHere])
}

/** A silence that was told is over: what the page shows may be out of date. What a slow server was asked it answers. */
function useReadAnewAfter(isSilent: boolean, isAnswering: boolean): void {
  const client = useQueryClient()
  const [isDue, setIsDue] = useState(false)
  const lastMs = useRef(Number.NEGATIVE_INFINITY)
  if (isSilent && !isDue) setIsDue(true)
  useEffect(() => {
    if (isSilent || !isAnswering || !isDue) return
    const readAnew = () => {
      lastMs.current = performance.now()
      setIsDue(false)
      void client.invalidateQueries()
    }
    const timer = setTimeout(readAnew, Math.max(0, lastMs.current + READ_ANEW_MS - performance.now()))
    return () => clearTimeout(timer)
  }, [client, isAnswering, isDue, isSilent])
}
