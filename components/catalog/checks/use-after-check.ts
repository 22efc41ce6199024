'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { allOf } from '@/lib/client/queries/query-keys'

/** Reads again what a check has changed, when one that was under way has ended. */
export function useAfterCheck(openCount: number, outdated: readonly { name: string }[]): void {
  const client = useQueryClient()
  const before = useRef(openCount)
  // The list is the same with each drawing; the count alone says that something has ended.
  const names = outdated.map(({ name }) => name).join(' ')
  useEffect(() => {
    if (openCount < before.current)
      for (const name of names.split(' ')) void client.invalidateQueries({ queryKey: allOf({ name }) })
    before.current = openCount
  }, [openCount, names, client])
}
