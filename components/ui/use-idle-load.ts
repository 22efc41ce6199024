'use client'
import { useEffect } from 'react'
import type { Loadable } from './part'
import { whenIdle } from './when-idle'

/** The page loads first: its code, its data and its first interactions. */
const DELAY_MS = 4_000

/** Loads code in advance while the browser is idle, so that it also opens while the server is unreachable. */
export function useIdleLoad(loadable: Loadable<unknown>, mark: string): void {
  useEffect(() => {
    let cancel = () => {}
    // A failure is retried when the part opens.
    const load = () =>
      void loadable.load().then(
        () => performance.mark(mark),
        () => undefined,
      )
    const timer = setTimeout(() => {
      cancel = whenIdle(load)
    }, DELAY_MS)
    return () => {
      clearTimeout(timer)
      cancel()
    }
  }, [loadable, mark])
}
