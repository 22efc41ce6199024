'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect } from 'react'
import { request } from '@/lib/client/http/request'
import { queryKey } from '@/lib/client/queries/query-keys'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { RunStatus } from '@/lib/contracts/run-status'
import { listRuns, type RunSort } from '@/lib/contracts/runs'
import type { AppError } from '@/lib/core/app-error'
import { knownFilters } from './known-filters'
import type { RunFilterValues } from './use-run-filters'

const PAGE_SIZE = 50
const RUNNING_POLL_MS = 2_000
const LIVE: ReadonlySet<RunStatus> = new Set<RunStatus>(['queued', 'running', 'paused'])

export function useRunList(filters: RunFilterValues & { sort: RunSort }) {
  const search = useDeferredValue(filters.search.trim())
  const query = {
    limit: PAGE_SIZE,
    sort: filters.sort,
    ...knownFilters(filters),
    ...(search === '' ? {} : { search }),
  }
  const list = useInfiniteQuery<
    ResponseOf<typeof listRuns>,
    AppError,
    { pages: ResponseOf<typeof listRuns>[] },
    readonly unknown[],
    string | null
  >({
    queryKey: queryKey(listRuns, { query }),
    queryFn: ({ pageParam, signal }) =>
      request(listRuns, { query: pageParam === null ? query : { ...query, cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.runs.some((run) => LIVE.has(run.status))) ? RUNNING_POLL_MS : false,
  })
  const { hasNextPage, isFetching, isError, fetchNextPage } = list
  // The server scans part of the runs for each page, so an empty page is not the end.
  const lastPage = list.data?.pages.at(-1)
  const isSearching = hasNextPage && lastPage?.runs.length === 0
  useEffect(() => {
    if (lastPage && isSearching && !isFetching && !isError) void fetchNextPage()
  }, [lastPage, isSearching, isFetching, isError, fetchNextPage])
  const runs = list.data?.pages.flatMap((page) => page.runs)
  return { ...list, runs: isSearching && runs?.length === 0 ? undefined : runs }
}
