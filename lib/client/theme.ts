'use client'
import { useSyncExternalStore } from 'react'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** Also read by public/theme.js, which runs before the first paint. */
const STORAGE_KEY = 'patchbay-theme'

export function setTheme(theme: Theme): void {
  localStorage.setItem(STORAGE_KEY, theme)
  window.dispatchEvent(new Event(STORAGE_KEY))
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, readTheme, () => 'system')
}

/** The rendered theme, `light` or `dark`, for elements that CSS cannot style. */
export function useResolvedTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, readResolved, () => 'light')
}

function readTheme(): Theme {
  const stored = localStorage.getItem(STORAGE_KEY)
  return THEMES.find((theme) => theme === stored) ?? 'system'
}

function readResolved(): 'light' | 'dark' {
  return document.documentElement.classList.contains('dark') ? 'dark' : 'light'
}

function subscribe(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['class'] })
  window.addEventListener(STORAGE_KEY, onChange)
  return () => {
    observer.disconnect()
    window.removeEventListener(STORAGE_KEY, onChange)
  }
}
