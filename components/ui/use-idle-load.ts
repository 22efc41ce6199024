'use client'
import { useEffect } from 'react'
import type { Loadable } from './part'
import { whenIdle } from './when-idle'

/** Waits, so that the page's own code, data and first interactions have the network to themselves. */
const DELAY_MS = 4_000

/** Loads code in advance while the browser is idle, so that it also opens while the server is unreachable. */
export function useIdleLoad(loadable: Loadable<unknown>, mark: string): void {
  useEffect(() => {
    let cancel = () => {}
    // A failed load is retried when the user opens the part.
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
