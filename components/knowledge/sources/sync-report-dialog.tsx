'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/client/format/format'
import { request } from '@/lib/client/http/request'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { queryKey } from '@/lib/client/queries/query-keys'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import {
  listSyncItems,
  listSyncs,
  type SourceView,
  SYNC_OUTCOMES,
  type SyncItemView,
  SyncOutcome,
  type SyncView,
} from '@/lib/contracts/knowledge-sources'
import type { AppError } from '@/lib/core/app-error'
import { SyncCounts } from './sync-counts'
import { isRunning, syncCounts, syncStatus } from './sync-text'

const ALL = 'all'
const PAGE = 100
const POLL_MS = 1_500
const OUTCOME_LABELS = {
  added: 'sources.outcomeAdded',
  updated: 'sources.outcomeUpdated',
  removed: 'sources.outcomeRemoved',
  failed: 'sources.outcomeFailed',
  skipped: 'sources.outcomeSkipped',
} as const satisfies Record<SyncOutcome, string>
const TONES: Record<SyncOutcome, string> = {
  added: 'text-success',
  updated: 'text-info',
  removed: 'text-muted',
  failed: 'text-danger',
  skipped: 'text-muted',
}

export interface SyncReportDialogProps {
  knowledgeBaseId: string
  source: SourceView
  onClose: () => void
}

/** The items of the latest syncs, with reasons. */
export function SyncReportDialog({ knowledgeBaseId, source, onClose }: SyncReportDialogProps) {
  const params = { knowledgeBaseId, knowledgeSourceId: source.id }
  const [selected, setSelected] = useState<string | null>(null)
  const syncs = useContractQuery(listSyncs, {
    params,
    refetchInterval: (data) => (data?.syncs.some(isRunning) ? POLL_MS : false),
  })
  const sync = syncs.data?.syncs.find(({ id }) => id === selected) ?? syncs.data?.syncs[0]
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={source.name} description={t('sources.report')} size="lg">
        {syncs.error ? (
          <ErrorPanel error={syncs.error} onRetry={() => void syncs.refetch()} />
        ) : !syncs.data || !sync ? (
          <SkeletonRows count={3} />
        ) : (
          <div className="flex flex-col gap-4">
            <Field label={t('sources.history')}>
              {(control) => (
                <Select
                  {...control}
                  value={sync.id}
                  onValueChange={setSelected}
                  options={syncs.data.syncs.map((each) => ({ value: each.id, label: titleOf(each) }))}
                />
              )}
            </Field>
            <Summary sync={sync} />
            <Items key={sync.id} params={{ ...params, syncId: sync.id }} live={isRunning(sync)} />
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}

function titleOf(sync: SyncView): string {
  const cause =
    sync.cause === 'person'
      ? t('sources.causePerson', { name: sync.startedByName ?? '' })
      : t(sync.cause === 'schedule' ? 'sources.causeSchedule' : 'sources.causeChange')
  return `${formatDateTime(sync.createdAt)}, ${cause}`
}

function Summary({ sync }: { sync: SyncView }) {
  return (
    <div className="text-sm" aria-live="polite">
      <p>
        {syncStatus(sync)}
        {syncCounts(sync).length > 0 ? ': ' : null}
        <SyncCounts sync={sync} />
      </p>
      {sync.error ? <p className="break-words text-danger">{localizeStored(sync.error, sync.errorRef)}</p> : null}
      {sync.cutOff ? <p className="text-warning">{localizeStored(sync.cutOff, sync.cutOffRef)}</p> : null}
      {sync.removal === 'kept' ? <p className="text-muted">{t('sources.removalKept')}</p> : null}
    </div>
  )
}

type Page = ResponseOf<typeof listSyncItems>

interface ItemsProps {
  params: { knowledgeBaseId: string; knowledgeSourceId: string; syncId: string }
  live: boolean
}

function Items({ params, live }: ItemsProps) {
  const [filter, setFilter] = useState<SyncOutcome | typeof ALL>(ALL)
  const query = { limit: PAGE, ...(filter === ALL ? {} : { outcome: filter }) }
  const found = useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], number>({
    queryKey: queryKey(listSyncItems, { params, query }),
    queryFn: ({ pageParam, signal }) =>
      request(listSyncItems, { params, query: { ...query, offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ items, total }, _, offset) =>
      offset + items.length < total && items.length > 0 ? offset + items.length : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: live ? POLL_MS : false,
  })
  if (found.error) return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <SkeletonRows count={4} />
  const total = found.data.pages.at(-1)?.total ?? 0
  // While it runs, items move between pages.
  const items = [...new Map(found.data.pages.flatMap((page) => page.items.map((item) => [item.key, item]))).values()]
  return (
    <section className="flex flex-col gap-2">
      <Select
        aria-label={t('sources.filter')}
        value={filter}
        onValueChange={(value) => setFilter(SyncOutcome.safeParse(value).data ?? ALL)}
        options={[
          { value: ALL, label: t('sources.filterAll') },
          ...SYNC_OUTCOMES.map((outcome) => ({ value: outcome, label: t(OUTCOME_LABELS[outcome]) })),
        ]}
      />
      {items.length === 0 ? (
        <p className="py-4 text-center text-muted text-sm">{t('sources.noItems')}</p>
      ) : (
        <ul className="divide-y rounded-lg border">
          {items.map((item) => (
            <Item key={item.key} item={item} />
          ))}
        </ul>
      )}
      {items.length < total ? (
        <div className="flex items-center justify-center gap-3 text-muted text-xs">
          {t('indexing.shownOf', { shown: items.length, total })}
          <Button size="sm" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('sources.more')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

function Item({ item }: { item: SyncItemView }) {
  return (
    <li className="px-3 py-2 text-sm">
      <div className="flex items-baseline gap-3">
        {item.url ? (
          <a
            href={item.url}
            target="_blank"
            rel="noreferrer noopener"
            className="min-w-0 flex-1 truncate hover:underline"
          >
            {item.name}
          </a>
        ) : (
          <span className="min-w-0 flex-1 truncate" title={item.key}>
            {item.name}
          </span>
        )}
        <span className={`shrink-0 text-xs ${TONES[item.outcome]}`}>{t(OUTCOME_LABELS[item.outcome])}</span>
      </div>
      {item.reason ? (
        <p className="break-words text-muted text-xs">{localizeStored(item.reason, item.reasonRef)}</p>
      ) : null}
    </li>
  )
}
