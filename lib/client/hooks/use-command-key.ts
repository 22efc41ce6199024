'use client'
import { useSyncExternalStore } from 'react'

/** What the command key is called on this computer: `⌘` on a Mac, else `Ctrl `. The server does not know, and says Ctrl. */
export function useCommandKey(): string {
  return useSyncExternalStore(nothing, readKey, () => 'Ctrl ')
}

const nothing = () => () => {}
const readKey = (): string => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl ')
