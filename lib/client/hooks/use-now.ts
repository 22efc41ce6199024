'use client'
import { useEffect, useState } from 'react'

/** Milliseconds since 1970, drawn anew every so often, so that “3 min. ago” goes on being true; null: it stands still. */
export function useNow(everyMs: number | null): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (everyMs === null) return
    const timer = setInterval(() => setNowMs(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return nowMs
}
