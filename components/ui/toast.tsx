'use client'
import { type ComponentType, useEffect, useState } from 'react'
import { onFirstToast } from '@/lib/client/toast'

export { toast } from '@/lib/client/toast'

/** Delay that lets the page load first. Loaded by then, a toast can report a network failure. */
const IDLE_MS = 3_000

/** Mounted once. The renderer is loaded with the first toast or when the page is idle. */
export function Toaster() {
  const [Area, setArea] = useState<ComponentType | null>(null)
  useEffect(() => {
    const load = () =>
      void import('./toast-area').then(
        (module) => setArea(() => module.ToastArea),
        // The next toast retries, and pending ones are shown with it.
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
