'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { allOf } from '@/lib/client/queries/query-keys'
import { AFTER_CHANGE } from '../examples/use-example-actions'

/** Refetches examples when an import has ended. */
export function useRefreshWhenDone(openCount: number): void {
  const client = useQueryClient()
  const before = useRef(openCount)
  useEffect(() => {
    if (openCount < before.current)
      for (const contract of AFTER_CHANGE) void client.invalidateQueries({ queryKey: allOf(contract) })
    before.current = openCount
  }, [client, openCount])
}
