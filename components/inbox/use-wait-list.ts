'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { request } from '@/lib/client/http/request'
import { queryKey } from '@/lib/client/queries/query-keys'
import type { ResponseOf } from '@/lib/contracts/contract'
import { listWaits, type WAIT_FILTERS, type WAIT_SORTS } from '@/lib/contracts/waits'
import type { AppError } from '@/lib/core/app-error'

const PAGE_SIZE = 50
const POLL_MS = 10_000

export interface WaitListFilters {
  filter: (typeof WAIT_FILTERS)[number]
  sort: (typeof WAIT_SORTS)[number]
  search: string
}

type Page = ResponseOf<typeof listWaits>

export function useWaitList({ filter, sort, ...rest }: WaitListFilters) {
  const search = useDeferredValue(rest.search.trim())
  const query = { limit: PAGE_SIZE, filter, sort, ...(search === '' ? {} : { search }) }
  const list = useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey: queryKey(listWaits, { query }),
    queryFn: ({ pageParam, signal }) =>
      request(listWaits, { query: pageParam === null ? query : { ...query, cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  })
  return { ...list, waits: list.data?.pages.flatMap((page) => page.waits) ?? [] }
}
