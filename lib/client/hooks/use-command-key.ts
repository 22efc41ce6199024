'use client'
import { useSyncExternalStore } from 'react'

/** The command key of this computer: `⌘` on a Mac, otherwise `Ctrl `. Server rendering uses Ctrl. */
export function useCommandKey(): string {
  return useSyncExternalStore(nothing, readKey, () => 'Ctrl ')
}

const nothing = () => () => {}
const readKey = (): string => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl ')
