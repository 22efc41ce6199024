'use client'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'

const STORAGE_KEY = 'patchbay-rail'

/** On the canvas the rail starts collapsed, to leave the room to the graph; elsewhere it is as the person left it. */
export function useRailCollapsed(): [collapsed: boolean, set: (collapsed: boolean) => void] {
  const onCanvas = /^\/apps\/[^/]+/.test(usePathname())
  const [choice, setChoice] = useState(false)
  const [canvasChoice, setCanvasChoice] = useState(true)
  useEffect(() => setChoice(localStorage.getItem(STORAGE_KEY) === 'collapsed'), [])
  function set(collapsed: boolean) {
    if (onCanvas) {
      setCanvasChoice(collapsed)
      return
    }
    setChoice(collapsed)
    localStorage.setItem(STORAGE_KEY, collapsed ? 'collapsed' : 'open')
  }
  return [onCanvas ? canvasChoice : choice, set]
}
