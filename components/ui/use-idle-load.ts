'use client'
import { useEffect } from 'react'
import type { Loadable } from './part'

/** The page loads first: its code, its data and its first interactions. */
const DELAY_MS = 4_000

/** Loads code in advance while the browser is idle, so that it also opens while the server is unreachable. */
export function useIdleLoad(loadable: Loadable<unknown>, mark: string): void {
  useEffect(() => {
    let idle = 0
    const timer = setTimeout(() => {
      // Safari has no idle callbacks.
      if (window.requestIdleCallback === undefined) load()
      else idle = window.requestIdleCallback(load)
    }, DELAY_MS)
    // A failure is retried when the part opens.
    const load = () =>
      void loadable.load().then(
        () => performance.mark(mark),
        () => undefined,
      )
    return () => {
      clearTimeout(timer)
      window.cancelIdleCallback?.(idle)
    }
  }, [loadable, mark])
}
