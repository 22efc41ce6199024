'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { ErrorPanel } from '@/components/ui/error-panel'
import { ShowMore } from '@/components/ui/show-more'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, WIDE } from '@/components/ui/table'
import { formatCount, formatDateTime } from '@/lib/client/format/format'
import { blockingError } from '@/lib/client/http/blocking-error'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import type { ResponseOf } from '@/lib/contracts/contract'
import { type LedgerCall, type LedgerRange, type LedgerRow, listLedgerCalls } from '@/lib/contracts/ledger'
import type { AppError } from '@/lib/core/app-error'
import { kindLabel } from './kind-label'

/** The individual calls to a destination, newest first, with links to their runs. */
export function LedgerCalls({ row, range }: { row: LedgerRow; range: LedgerRange }) {
  const list = useCalls(row, range)
  const calls = list.data?.pages.flatMap((page) => page.calls) ?? []
  if (blockingError(list)) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows count={4} />
  return (
    <section>
      <h3 className="mb-2 font-semibold text-sm">{t('governance.calls')}</h3>
      <Table>
        <TableHead>
          <tr>
            <TableHeader>{t('governance.columnTime')}</TableHeader>
            <TableHeader className={WIDE}>{t('governance.columnApp')}</TableHeader>
            <TableHeader className={WIDE}>{t('governance.columnData')}</TableHeader>
            <TableHeader className="text-right">{t('governance.characters')}</TableHeader>
            <TableHeader />
          </tr>
        </TableHead>
        <TableBody>
          {calls.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </TableBody>
      </Table>
      <ShowMore list={list} className="mt-3 w-full" />
    </section>
  )
}

function CallRow({ call }: { call: LedgerCall }) {
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap text-xs">
        {formatDateTime(call.at)}
        <span className="block max-w-40 truncate text-muted md:hidden">{call.appName ?? t('governance.noApp')}</span>
        {call.outcome === 'ok' ? null : (
          <Badge tone="danger" className="mt-0.5 block w-fit max-w-40 truncate leading-5 md:ml-2 md:inline-flex">
            {call.errorCode ?? call.outcome}
          </Badge>
        )}
      </TableCell>
      <TableCell className={`${WIDE} max-w-48 truncate`}>{call.appName ?? t('governance.noApp')}</TableCell>
      <TableCell className={WIDE}>
        <span className="text-muted text-xs">{call.dataKinds.map(kindLabel).join(', ')}</span>
        {call.training ? <span className="block text-muted text-xs">{trainingText(call.training)}</span> : null}
      </TableCell>
      <TableCell className="text-right tabular-nums">{formatCount(call.characters)}</TableCell>
      <TableCell className="text-right">
        {call.runId === null ? null : (
          <Link href={`/runs/${call.runId}`} className="whitespace-nowrap text-accent text-xs underline">
            {t('governance.viewRun')}
          </Link>
        )}
        {call.training === null ? null : (
          <Link
            href={`/models/trained/jobs/${call.training.jobId}`}
            className="whitespace-nowrap text-accent text-xs underline"
          >
            {t('governance.viewTraining')}
          </Link>
        )}
      </TableCell>
    </TableRow>
  )
}

function trainingText({ dataset, version, examples }: NonNullable<LedgerCall['training']>): string {
  if (examples === null) return t('governance.trainingEnded')
  return dataset === null || version === null
    ? t('governance.trainingGone', { count: examples })
    : t('governance.trainingSent', { count: examples, dataset, version })
}

function useCalls({ connectionId, provider, host, model }: LedgerRow, range: LedgerRange) {
  type Page = ResponseOf<typeof listLedgerCalls>
  const destination = { ...range, connectionId, provider, host, model }
  return useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey: [listLedgerCalls.name, destination],
    queryFn: ({ pageParam, signal }) =>
      request(listLedgerCalls, {
        query: { ...destination, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
  })
}
