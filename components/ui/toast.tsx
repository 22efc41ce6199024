'use client'
import { type ComponentType, useEffect, useState } from 'react'
import { onFirstToast } from '@/lib/client/toast'

export { toast } from '@/lib/client/toast'

/** The first action may already fail because of the network, and the renderer could then no longer be loaded. */
const FIRST_ACTIONS = ['pointerdown', 'keydown'] as const

/** Mounted once. The renderer is loaded with the first action of the user or the first toast. */
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
    for (const action of FIRST_ACTIONS)
      window.addEventListener(action, load, { once: true, capture: true, passive: true })
    return () => {
      for (const action of FIRST_ACTIONS) window.removeEventListener(action, load, { capture: true })
      stop()
    }
  }, [])
  return Area ? <Area /> : null
}
