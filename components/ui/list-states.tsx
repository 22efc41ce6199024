'use client'
import type { ReactNode } from 'react'
import { blockingError } from '@/lib/client/http/blocking-error'
import { ErrorPanel } from './error-panel'
import { SkeletonRows } from './skeleton'

export interface ListStatesProps<Item> {
  query: { error: unknown; refetch: () => unknown }
  /** Undefined until the first response. */
  items: readonly Item[] | undefined
  loading?: ReactNode
  /** Shown for an empty list: what to do next. */
  empty: ReactNode
  children: (items: readonly Item[]) => ReactNode
}

/** Error, loading, empty and loaded states of a list. */
export function ListStates<Item>({ query, items, loading, empty, children }: ListStatesProps<Item>) {
  if (blockingError({ error: query.error, data: items }))
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!items) return loading ?? <SkeletonRows />
  return items.length === 0 ? empty : children(items)
}
