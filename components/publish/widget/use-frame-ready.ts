import { type RefObject, useEffect, useState } from 'react'

/** The frame's script may start after its page is loaded. */
const AFTER_LOAD_MS = 5_000
const AT_MOST_MS = 30_000

/** Whether the frame has reported ready; this can still happen after the timeout. */
export function useFrameReady(frame: RefObject<HTMLIFrameElement | null>) {
  const [state, setState] = useState<'waiting' | 'ready' | 'failed'>('waiting')
  const [isLoaded, setLoaded] = useState(false)
  useEffect(() => {
    const listener = (event: MessageEvent) => {
      if (event.source === frame.current?.contentWindow && event.data === 'patchbay:preview-ready') setState('ready')
    }
    window.addEventListener('message', listener)
    return () => window.removeEventListener('message', listener)
  }, [frame])
  useEffect(() => {
    const giveUp = () => setState((now) => (now === 'waiting' ? 'failed' : now))
    const timer = setTimeout(giveUp, isLoaded ? AFTER_LOAD_MS : AT_MOST_MS)
    return () => clearTimeout(timer)
  }, [isLoaded])
  return { state, onLoad: () => setLoaded(true) }
}
