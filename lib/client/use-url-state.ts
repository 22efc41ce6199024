'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/** A piece of state that lives in the address, so that reload, back and a shared link keep it. Empty means absent. */
export function useUrlState(name: string): [value: string, set: (value: string) => void] {
  const router = useRouter()
  const pathname = usePathname()
  const search = useSearchParams()
  const set = useCallback(
    (value: string) => {
      const next = new URLSearchParams(window.location.search)
      if (value === '') next.delete(name)
      else next.set(name, value)
      const suffix = next.toString()
      router.replace(suffix ? `${pathname}?${suffix}` : pathname, { scroll: false })
    },
    [name, pathname, router],
  )
  return [search.get(name) ?? '', set]
}
