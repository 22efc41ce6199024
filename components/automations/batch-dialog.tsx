'use client'
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { runCostText } from '@/lib/client/format/run-cost-text'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import {
  type BatchItemView,
  type BatchView,
  controlBatch,
  getBatch,
  listBatches,
  listBatchItems,
} from '@/lib/contracts/batches'
import { BatchProgress } from './batch-progress'
import { answerText, mappedColumns, rowText } from './batch-texts'

const REFRESH_MS = 1_500
const SHOWN_ITEMS = 100
const FILTERS = ['all', 'invalid', 'failed', 'running', 'waiting', 'succeeded', 'cancelled'] as const
type Filter = (typeof FILTERS)[number]
const LABELS = {
  all: 'automations.allRows',
  invalid: 'automations.itemInvalid',
  failed: 'automations.itemFailed',
  running: 'automations.itemRunning',
  waiting: 'automations.itemWaiting',
  succeeded: 'automations.itemSucceeded',
  cancelled: 'automations.itemCancelled',
} as const

export function BatchDialog({ batchId, onClose }: { batchId: string; onClose: () => void }) {
  const batch = useContractQuery(getBatch, {
    params: { batchId },
    refetchInterval: (data) => (data && isLive(data) ? REFRESH_MS : false),
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={batch.data?.name ?? t('automations.batches')} size="xl">
        {batch.data ? (
          <Content batch={batch.data} />
        ) : batch.error ? (
          <ErrorPanel error={batch.error} onRetry={() => void batch.refetch()} />
        ) : (
          <SkeletonRows count={5} />
        )}
      </DialogContent>
    </Dialog>
  )
}

const isLive = ({ status, counts }: BatchView): boolean => status === 'running' || counts.running > 0

function Content({ batch }: { batch: BatchView }) {
  const [filter, setFilter] = useState<Filter>('all')
  const items = useContractQuery(listBatchItems, {
    params: { batchId: batch.id },
    query: filter === 'all' ? { limit: SHOWN_ITEMS } : { status: filter, limit: SHOWN_ITEMS },
    keepPrevious: true,
  })
  const { refetch } = items
  // Each new state of the batch, including its last one, brings the rows that led to it.
  const state = JSON.stringify([batch.status, batch.counts])
  const shown = useRef(state)
  useEffect(() => {
    if (shown.current === state) return
    shown.current = state
    void refetch()
  }, [state, refetch])
  return (
    <div className="flex flex-col gap-4">
      <BatchProgress batch={batch} />
      {batch.error === null ? null : (
        <p role="status" className="rounded-md bg-warning-soft px-3 py-2 text-sm text-warning">
          {localizeStored(batch.error, batch.errorRef)}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Controls batch={batch} />
        <span className="grow" />
        {batch.costMicros === null && !batch.hasUnknownCost ? null : (
          <span className="text-muted text-xs">
            {t('automations.cost')}: {runCostText(batch)}
          </span>
        )}
        <Choice
          values={FILTERS}
          labelOf={(value) => t(LABELS[value])}
          value={filter}
          onSelect={setFilter}
          label={t('common.status')}
          className="w-36"
        />
      </div>
      {items.data && items.data.items.length > 0 ? (
        <ul className="divide-y rounded-md border text-sm">
          {items.data.items.map((item) => (
            <Item key={item.row} item={item} mapped={mappedColumns(batch)} />
          ))}
        </ul>
      ) : items.error && !items.data ? (
        <ErrorPanel error={items.error} onRetry={() => void items.refetch()} />
      ) : (
        <p className="text-muted text-sm">{items.data ? t('automations.noItems') : t('common.loading')}</p>
      )}
      {items.data?.items.length === SHOWN_ITEMS ? (
        <p className="text-muted text-xs">{t('automations.firstItems', { count: SHOWN_ITEMS })}</p>
      ) : null}
    </div>
  )
}

function Controls({ batch }: { batch: BatchView }) {
  const canRun = useHasRole('runner')
  const control = useContractMutation(controlBatch, { invalidates: [getBatch, listBatches, listBatchItems] })
  const button = (action: 'pause' | 'resume' | 'cancel' | 'run-rest' | 'retry-failed', label: string) => (
    <Button
      key={action}
      size="sm"
      busy={control.isPending}
      onClick={() => control.mutate({ params: { batchId: batch.id }, body: { action } })}
    >
      {label}
    </Button>
  )
  const download = (format: 'csv' | 'jsonl', label: string) => (
    <Button key={format} size="sm" variant="ghost" icon="download" asChild>
      <a href={`/api/studio/batches/${batch.id}/results?format=${format}`} download>
        {label}
      </a>
    </Button>
  )
  const { status, counts } = batch
  const isOver = status === 'done' || status === 'cancelled'
  return (
    <>
      {canRun && status === 'running' ? button('pause', t('automations.pause')) : null}
      {canRun && status === 'paused' ? button('resume', t('automations.resume')) : null}
      {canRun && (status === 'running' || status === 'paused') ? button('cancel', t('automations.stop')) : null}
      {canRun && isOver && counts.cancelled > 0 ? button('run-rest', t('automations.runRest')) : null}
      {canRun && isOver && counts.failed > 0 ? button('retry-failed', t('automations.retryFailed')) : null}
      {status === 'draft' ? null : download('csv', t('automations.downloadCsv'))}
      {status === 'draft' ? null : download('jsonl', t('automations.downloadJsonl'))}
    </>
  )
}

function Item({ item, mapped }: { item: BatchItemView; mapped: readonly string[] }) {
  const isBad = item.status === 'failed' || item.status === 'invalid'
  const result =
    item.error === null ? (item.outputs ? answerText(item.outputs) : '') : localizeStored(item.error, item.errorRef)
  const values = rowText(item.values, mapped)
  return (
    <li className="grid grid-cols-[3rem_5rem_1fr_1fr_2.5rem] items-center gap-3 px-3 py-1.5">
      <span className="text-muted tabular-nums">{item.row}</span>
      <span className={isBad ? 'text-danger' : item.status === 'succeeded' ? 'text-success' : 'text-muted'}>
        {t(LABELS[item.status])}
      </span>
      <span className="truncate text-muted" title={values}>
        {values}
      </span>
      <span className="truncate" title={result}>
        {result}
      </span>
      {item.runId === null ? (
        <span />
      ) : (
        <Link href={`/runs/${item.runId}`} className="text-accent text-xs underline">
          {t('common.open')}
        </Link>
      )}
    </li>
  )
}
