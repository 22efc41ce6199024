'use client'
import { useEffect, useState } from 'react'

const STORAGE_KEY = 'patchbay-rail'

/** Whether the navigation is collapsed, stored in this browser. */
export function useRailCollapsed(): [collapsed: boolean, set: (collapsed: boolean) => void] {
  const [collapsed, setCollapsed] = useState(false)
  useEffect(() => setCollapsed(localStorage.getItem(STORAGE_KEY) === 'collapsed'), [])
  return [
    collapsed,
    (next) => {
      setCollapsed(next)
      localStorage.setItem(STORAGE_KEY, next ? 'collapsed' : 'open')
    },
  ]
}
