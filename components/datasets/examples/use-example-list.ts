'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { request } from '@/lib/client/http/request'
import { queryKey } from '@/lib/client/queries/query-keys'
import type { QueryInputOf, ResponseOf } from '@/lib/contracts/contract'
import { listExamples } from '@/lib/contracts/dataset-examples'
import type { AppError } from '@/lib/core/app-error'

export type ExampleFilters = Pick<
  QueryInputOf<typeof listExamples>,
  'split' | 'review' | 'label' | 'sourceId' | 'personal'
>

const PAGE_SIZE = 100

/** Infinite list of examples. */
export function useExampleList(datasetId: string, search: string, filters: ExampleFilters) {
  const text = useDeferredValue(search.trim())
  const query = { limit: PAGE_SIZE, ...filters, ...(text === '' ? {} : { search: text }) }
  const list = useInfiniteQuery<
    ResponseOf<typeof listExamples>,
    AppError,
    { pages: ResponseOf<typeof listExamples>[] },
    readonly unknown[],
    string | null
  >({
    queryKey: queryKey(listExamples, { params: { datasetId }, query }),
    queryFn: ({ pageParam, signal }) =>
      request(listExamples, {
        params: { datasetId },
        query: pageParam === null ? query : { ...query, cursor: pageParam },
        signal,
      }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
  return {
    ...list,
    examples: list.data?.pages.flatMap((page) => page.examples),
    total: list.data?.pages[0]?.total ?? 0,
  }
}
