'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Avatar } from '@/components/shell/avatar'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { ShowMore } from '@/components/ui/show-more'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/client/format/format'
import { blockingError } from '@/lib/client/http/blocking-error'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { queryKey } from '@/lib/client/queries/query-keys'
import { type AuditEventView, listAuditEvents } from '@/lib/contracts/audit'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { AppError } from '@/lib/core/app-error'
import { activityText } from './activity-text'

/** Audit log of the workspace. */
export function ActivityPanel() {
  const list = useActivity()
  const events = list.data?.pages.flatMap((page) => page.events) ?? []
  return (
    <section>
      <p className="mb-4 max-w-xl text-muted text-sm">{t('people.activityHint')}</p>
      {blockingError(list) ? (
        <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <SkeletonRows count={5} />
      ) : events.length === 0 ? (
        <EmptyState icon="history" title={t('people.activityNone')} text={t('people.activityNoneText')} />
      ) : (
        <ol className="divide-y rounded-lg border bg-surface">
          {events.map((event) => (
            <ActivityItem key={event.id} event={event} />
          ))}
        </ol>
      )}
      <ShowMore list={list} className="mt-3 w-full" />
    </section>
  )
}

function ActivityItem({ event }: { event: AuditEventView }) {
  return (
    <li className="flex items-center gap-2.5 px-3 py-2.5 text-sm">
      <Avatar name={event.actorName} />
      <div className="flex min-w-0 flex-1 flex-col gap-x-4 sm:flex-row sm:items-center sm:justify-between">
        <p className="min-w-0 break-words">
          <span className="font-medium">{event.actorName}</span>{' '}
          <span className="text-muted">{activityText(event)}</span>
        </p>
        <time dateTime={event.at} className="shrink-0 whitespace-nowrap text-muted text-xs">
          {formatDateTime(event.at)}
        </time>
      </div>
    </li>
  )
}

function useActivity() {
  type Page = ResponseOf<typeof listAuditEvents>
  return useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey: queryKey(listAuditEvents),
    queryFn: ({ pageParam, signal }) =>
      request(listAuditEvents, { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
  })
}
