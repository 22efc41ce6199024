'use client'
import { useUrlState } from './use-url-state'

/**
 * The selected tab, kept in the address as `?tab=`. The first tab is the default and is absent from the address.
 * Unknown tabs and tabs that the user may not open fall back to the first one.
 */
export function useTab(tabs: readonly string[]): [tab: string, select: (tab: string) => void] {
  const [value, setValue] = useUrlState('tab')
  const first = tabs[0] ?? ''
  return [tabs.includes(value) ? value : first, (next) => setValue(next === first ? '' : next)]
}
