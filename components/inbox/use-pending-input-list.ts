'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { request } from '@/lib/client/http/request'
import { queryKey } from '@/lib/client/queries/query-keys'
import type { ResponseOf } from '@/lib/contracts/contract'
import { listPendingInputs, type PENDING_INPUT_FILTERS, type PENDING_INPUT_SORTS } from '@/lib/contracts/pending-inputs'
import type { AppError } from '@/lib/core/app-error'

const PAGE_SIZE = 50
const POLL_MS = 10_000

export interface PendingInputFilters {
  filter: (typeof PENDING_INPUT_FILTERS)[number]
  sort: (typeof PENDING_INPUT_SORTS)[number]
  search: string
}

type Page = ResponseOf<typeof listPendingInputs>

export function usePendingInputList({ filter, sort, ...rest }: PendingInputFilters) {
  const search = useDeferredValue(rest.search.trim())
  const query = { limit: PAGE_SIZE, filter, sort, ...(search === '' ? {} : { search }) }
  const list = useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey: queryKey(listPendingInputs, { query }),
    queryFn: ({ pageParam, signal }) =>
      request(listPendingInputs, { query: pageParam === null ? query : { ...query, cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  })
  return { ...list, pendingInputs: list.data?.pages.flatMap((page) => page.waits) ?? [] }
}
