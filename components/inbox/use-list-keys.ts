'use client'
import { useEffect } from 'react'
import { isTyping } from '@/components/approvals/is-typing'

/** `j` selects the next item, `k` the previous one. */
export function useListKeys(ids: readonly string[], current: string, onSelect: (id: string) => void) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      if (step === 0 || isTyping(event)) return
      const next = ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(current) + step))]
      if (next !== undefined) onSelect(next)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [ids, current, onSelect])
}
