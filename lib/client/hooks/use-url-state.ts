'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/** State in the address, kept by reload, back navigation and shared links. Empty means absent. */
export function useUrlState(name: string): [value: string, set: (value: string) => void] {
  const search = useSearchParams()
  const set = useCallback(
    (value: string) => {
      const url = new URL(window.location.href)
      if (value === '') url.searchParams.delete(name)
      else url.searchParams.set(name, value)
      // Next follows the native call without a request. The address changes immediately, so consecutive updates add up.
      window.history.replaceState(null, '', url)
    },
    [name],
  )
  return [search.get(name) ?? '', set]
}
