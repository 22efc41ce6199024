'use client'
import { useEffect, useState } from 'react'

const STORAGE_KEY = 'patchbay-apps-view'
export type AppsView = 'grid' | 'list'

/** The view of the apps, which is stored in this browser. */
export function useAppsView(): [view: AppsView, set: (view: AppsView) => void] {
  const [view, setView] = useState<AppsView>('grid')
  useEffect(() => setView(localStorage.getItem(STORAGE_KEY) === 'list' ? 'list' : 'grid'), [])
  return [
    view,
    (next) => {
      setView(next)
      localStorage.setItem(STORAGE_KEY, next)
    },
  ]
}
