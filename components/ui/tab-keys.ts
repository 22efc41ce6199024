import type { KeyboardEvent } from 'react'

const BEFORE = new Set(['ArrowLeft', 'ArrowUp'])
const AFTER = new Set(['ArrowRight', 'ArrowDown'])

/** Arrow keys, Home and End select another tab of the list and focus it. */
export function moveBetweenTabs(event: KeyboardEvent<HTMLElement>): void {
  if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]:not(:disabled)')]
  const current = tabs.findIndex((tab) => tab.contains(document.activeElement))
  const next = targetOf(event.key, current, tabs.length)
  if (current < 0 || next === null) return
  event.preventDefault()
  tabs[next]?.focus()
  tabs[next]?.click()
}

function targetOf(key: string, current: number, count: number): number | null {
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  if (BEFORE.has(key)) return (current - 1 + count) % count
  return AFTER.has(key) ? (current + 1) % count : null
}
