'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/** A piece of state that lives in the address, so that reload, back and a shared link keep it. Empty means absent. */
export function useUrlState(name: string): [value: string, set: (value: string) => void] {
  const search = useSearchParams()
  const set = useCallback(
    (value: string) => {
      const url = new URL(window.location.href)
      if (value === '') url.searchParams.delete(name)
      else url.searchParams.set(name, value)
      // Next follows the native call and asks the server for nothing; the address is changed at once, so two sets in a row add up.
      window.history.replaceState(null, '', url)
    },
    [name],
  )
  return [search.get(name) ?? '', set]
}
