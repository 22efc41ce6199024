'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { allOf } from '@/lib/client/queries/query-keys'

/** Refetches affected data when a check has ended. */
export function useAfterCheck(openCount: number, outdated: readonly { name: string }[]): void {
  const client = useQueryClient()
  const before = useRef(openCount)
  // The list is a new array in each render; the count changes only when a check ends.
  const names = outdated.map(({ name }) => name).join(' ')
  useEffect(() => {
    if (openCount < before.current)
      for (const name of names.split(' ')) void client.invalidateQueries({ queryKey: allOf({ name }) })
    before.current = openCount
  }, [openCount, names, client])
}
