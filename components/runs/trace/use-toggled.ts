'use client'
import { useCallback, useState } from 'react'

/** Keys whose state differs from the initial one. */
export function useToggled() {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((key: string) => {
    setToggled((before) => {
      const next = new Set(before)
      if (!next.delete(key)) next.add(key)
      return next
    })
  }, [])
  return { toggled, toggle }
}
