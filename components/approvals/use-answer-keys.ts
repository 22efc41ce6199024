'use client'
import { useEffect } from 'react'
import type { Decision } from '@/lib/contracts/pending-inputs'
import { isTyping } from './is-typing'

/** `a` approves, `r` rejects, unless the user is typing. */
export function useAnswerKeys(enabled: boolean, onAnswer: (decision: Decision) => void) {
  useEffect(() => {
    if (!enabled) return
    function onKeyDown(event: KeyboardEvent) {
      if (isTyping(event) || event.repeat) return
      if (event.key === 'a') onAnswer('approved')
      if (event.key === 'r') onAnswer('rejected')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}
