'use client'
import { useEffect, useState } from 'react'

/** The current time in milliseconds, updated at an interval for texts such as “3 min. ago”; never if null. */
export function useNow(everyMs: number | null): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (everyMs === null) return
    const timer = setInterval(() => setNowMs(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return nowMs
}
