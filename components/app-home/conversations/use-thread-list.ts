'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect } from 'react'
import { request } from '@/lib/client/http/request'
import { queryKey } from '@/lib/client/queries/query-keys'
import { listAppConversations } from '@/lib/contracts/app-conversations'
import type { ResponseOf } from '@/lib/contracts/contract'
import { RUN_ORIGINS } from '@/lib/contracts/run-origin'
import { FEEDBACK_FILTERS } from '@/lib/contracts/runs'
import type { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { oneOf } from '@/lib/core/one-of'

const PAGE_SIZE = 30
const REFRESH_MS = 15_000

export interface ThreadFilters {
  search: string
  feedback: string
  status: string
  origin: string
}

type Page = ResponseOf<typeof listAppConversations>

export function useThreadList(appId: string, filters: ThreadFilters) {
  const search = useDeferredValue(filters.search.trim())
  const query = {
    limit: PAGE_SIZE,
    ...(search === '' ? {} : { search }),
    // The address is untrusted, so unknown filters are ignored.
    ...definedOnly({
      feedback: oneOf(FEEDBACK_FILTERS, filters.feedback),
      status: oneOf(['failed'], filters.status),
      origin: oneOf(RUN_ORIGINS, filters.origin),
    }),
  }
  const params = { appId }
  const list = useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey: queryKey(listAppConversations, { params, query }),
    queryFn: ({ pageParam, signal }) =>
      request(listAppConversations, {
        params,
        query: pageParam === null ? query : { ...query, cursor: pageParam },
        signal,
      }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
  const { hasNextPage, isFetching, isError, fetchNextPage } = list
  // The server filters a limited number of threads per page, so more pages can follow an empty one.
  const lastPage = list.data?.pages.at(-1)
  const isSearching = hasNextPage && lastPage?.conversations.length === 0
  useEffect(() => {
    if (lastPage && isSearching && !isFetching && !isError) void fetchNextPage()
  }, [lastPage, isSearching, isFetching, isError, fetchNextPage])
  const threads = list.data?.pages.flatMap((page) => page.conversations)
  return { ...list, threads: isSearching && threads?.length === 0 ? undefined : threads }
}
