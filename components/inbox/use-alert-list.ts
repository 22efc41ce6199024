'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { request } from '@/lib/client/http/request'
import { queryKey } from '@/lib/client/queries/query-keys'
import type { ResponseOf } from '@/lib/contracts/contract'
import { listAlerts } from '@/lib/contracts/inbox'
import type { AppError } from '@/lib/core/app-error'

const PAGE_SIZE = 50
const POLL_MS = 15_000

type Page = ResponseOf<typeof listAlerts>

export function useAlertList(typed: string) {
  const search = useDeferredValue(typed.trim())
  const query = { limit: PAGE_SIZE, ...(search === '' ? {} : { search }) }
  const list = useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey: queryKey(listAlerts, { query }),
    queryFn: ({ pageParam, signal }) =>
      request(listAlerts, { query: pageParam === null ? query : { ...query, cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  })
  return { ...list, alerts: list.data?.pages.flatMap((page) => page.alerts) ?? [] }
}
