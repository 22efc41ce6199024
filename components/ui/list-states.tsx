'use client'
import type { ReactNode } from 'react'
import { blockingError } from '@/lib/client/http/blocking-error'
import { ErrorPanel } from './error-panel'
import { SkeletonRows } from './skeleton'

export interface ListStatesProps<Item> {
  query: { error: unknown; refetch: () => unknown }
  /** Undefined until the first answer. */
  items: readonly Item[] | undefined
  loading?: ReactNode
  /** Instead of an empty list: what to do next. */
  empty: ReactNode
  children: (items: readonly Item[]) => ReactNode
}

/** A list that could not be read at all, is being read, has nothing, or is shown. */
export function ListStates<Item>({ query, items, loading, empty, children }: ListStatesProps<Item>) {
  if (blockingError({ error: query.error, data: items }))
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!items) return loading ?? <SkeletonRows />
  return items.length === 0 ? empty : children(items)
}
