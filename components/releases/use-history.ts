'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { request } from '@/lib/client/http/request'
import { queryKey } from '@/lib/client/queries/query-keys'
import type { ResponseOf } from '@/lib/contracts/contract'
import { listReleases, type ReleaseView } from '@/lib/contracts/releases'
import type { RolloutView } from '@/lib/contracts/rollouts'
import type { AppError } from '@/lib/core/app-error'

const PAGE_SIZE = 50

type Page = ResponseOf<typeof listReleases>
export type HistoryEntry = { id: string; release: ReleaseView } | { id: string; rollout: RolloutView }

/** The release history of an app, newest first; null environment: all of them. */
export function useHistory(appId: string, environment: string | null) {
  const options = { params: { appId }, query: { limit: PAGE_SIZE, ...(environment === null ? {} : { environment }) } }
  const list = useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey: queryKey(listReleases, options),
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? options.query : { ...options.query, cursor: pageParam }
      return request(listReleases, { ...options, query, signal })
    },
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
  return { ...list, entries: list.data?.pages.flatMap(entriesOf) }
}

/** Ids are UUIDv7, so their order is chronological. */
function entriesOf({ releases, rollouts }: Page): HistoryEntry[] {
  const all = [
    ...releases.map((release) => ({ id: release.id, release })),
    ...rollouts.map((rollout) => ({ id: rollout.id, rollout })),
  ]
  return all.sort((a, b) => (a.id < b.id ? 1 : -1))
}
