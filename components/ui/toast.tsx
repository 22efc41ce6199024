'use client'
import { type ComponentType, useEffect, useState } from 'react'
import { onFirstToast } from '@/lib/client/toast'

export { toast } from '@/lib/client/toast'

/** Time after which the page has what it needs first. Loaded by then, a notice can tell that the network is gone. */
const IDLE_MS = 3_000

/** Mounted once. What draws the notices is loaded with the first of them, or when the page has come to rest. */
export function Toaster() {
  const [Area, setArea] = useState<ComponentType | null>(null)
  useEffect(() => {
    const load = () =>
      void import('./toast-area').then(
        (module) => setArea(() => module.ToastArea),
        // The next notice asks again, and those that wait are shown with it.
        () => undefined,
      )
    const stop = onFirstToast(load)
    const timer = setTimeout(load, IDLE_MS)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  return Area ? <Area /> : null
}
