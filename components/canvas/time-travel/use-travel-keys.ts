'use client'
import { useEffect } from 'react'
import type { Moments } from './use-moments'

/** Arrow keys step, Home and End jump, Space plays. A focused control keeps its own keys. */
export function useTravelKeys(moments: Moments): void {
  useEffect(() => {
    const { at, length, isPlaying, go, play } = moments
    const keys = new Map([
      ['ArrowRight', () => go(at + 1)],
      ['ArrowLeft', () => go(at - 1)],
      ['Home', () => go(0)],
      ['End', () => go(length)],
      [' ', () => play(!isPlaying)],
    ])
    const onKeyDown = (event: KeyboardEvent) => {
      const action = keys.get(event.key)
      if (!action || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTaken(event)) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [moments])
}

const TAKES_KEYS =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), .cm-editor, [role="slider"], [role="tab"], [role="radio"]'

function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  return target.closest(TAKES_KEYS) !== null || (key === ' ' && target.closest('button, a, summary') !== null)
}
