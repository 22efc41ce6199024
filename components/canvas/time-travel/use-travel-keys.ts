'use client'
import { useEffect } from 'react'
import type { Moments } from './use-moments'

/** Arrow keys step, Home and End jump, Space plays. A focused control keeps its own keys. */
export function useTravelKeys(moments: Moments): void {
  useEffect(() => {
    const { at, length, isPlaying, goTo, play } = moments
    const keys = new Map([
      ['ArrowRight', () => goTo(at + 1)],
      ['ArrowLeft', () => goTo(at - 1)],
      ['Home', () => goTo(0)],
      ['End', () => goTo(length)],
      [' ', () => play(!isPlaying)],
    ])
    const onKeyDown = (event: KeyboardEvent) => {
      const action = keys.get(event.key)
      if (
        !action ||
        event.defaultPrevented ||
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        isHandledElsewhere(event)
      )
        return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [moments])
}

const KEY_HANDLERS =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), .cm-editor, [role="slider"], [role="tab"], [role="radio"]'

function isHandledElsewhere({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  return target.closest(KEY_HANDLERS) !== null || (key === ' ' && target.closest('button, a, summary') !== null)
}
