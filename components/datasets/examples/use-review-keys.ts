'use client'
import { useEffect } from 'react'
import { isTyping } from '@/components/approvals/is-typing'
import type { ExampleView } from '@/lib/contracts/dataset-examples'
import type { ExampleActions } from './use-example-actions'

export interface ReviewKeys {
  examples: readonly ExampleView[]
  current: ExampleView | undefined
  actions: ExampleActions
  canEdit: boolean
  onSelect: (id: string) => void
}

/** `j` and `k` move, `a` approves, `r` rejects (both advance), Delete removes. */
export function useReviewKeys({ examples, current, actions, canEdit, onSelect }: ReviewKeys): void {
  useEffect(() => {
    function step(by: number) {
      const index = examples.findIndex(({ id }) => id === current?.id)
      const next = examples[Math.min(examples.length - 1, Math.max(0, index + by))]
      if (next) onSelect(next.id)
    }
    const decide = (act: (example: ExampleView) => void) => () => {
      if (!current || !canEdit) return
      act(current)
      step(1)
    }
    const keys = new Map([
      ['j', () => step(1)],
      ['k', () => step(-1)],
      ['a', decide((example) => actions.review(example, 'approved'))],
      ['r', decide((example) => actions.review(example, 'rejected'))],
      ['Delete', decide((example) => actions.remove([example.id]))],
    ])
    function onKeyDown(event: KeyboardEvent) {
      const act = keys.get(event.key)
      if (!act || !isFree(event)) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [examples, current, actions, canEdit, onSelect])
}

/** Whether the key is meant for the list: no typing, no browser shortcut, no dialog over the list. */
function isFree(event: KeyboardEvent): boolean {
  if (isTyping(event) || event.metaKey || event.ctrlKey || event.altKey) return false
  return document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') === null
}
