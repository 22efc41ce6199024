'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LazyDialog } from '@/components/ui/lazy-part'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { makePart } from '@/components/ui/part'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listTargets } from '@/lib/contracts/automations'
import { type BatchView, listBatches } from '@/lib/contracts/batches'
import { BatchTable } from './batch-table'

const batchDialog = makePart(() => import('./batch-dialog').then((module) => module.BatchDialog))
const newBatchDialog = makePart(() => import('./new-batch-dialog').then((module) => module.NewBatchDialog))

const REFRESH_MS = 2_000
const ORDERS: Readonly<Record<string, ListOrder<BatchView>>> = {
  newest: {
    get label() {
      return t('automations.sortNewest')
    },
    compare: byNewest((batch) => batch.createdAt),
  },
  name: {
    get label() {
      return t('automations.sortName')
    },
    compare: byText((batch) => batch.name),
  },
}

export function BatchesPanel() {
  const batches = useContractQuery(listBatches, {
    refetchInterval: (data) => (data?.batches.some(({ status }) => status === 'running') ? REFRESH_MS : false),
  })
  const targets = useContractQuery(listTargets)
  const [making, setMaking] = useState(false)
  const [openId, setOpenId] = useUrlState('batch')
  const canRun = useHasRole('runner')
  const create = canRun ? (
    <Button variant="primary" icon="plus" disabled={!targets.data} onClick={() => setMaking(true)}>
      {t('automations.newBatch')}
    </Button>
  ) : null
  const hasAny = (batches.data?.batches.length ?? 0) > 0
  return (
    <section>
      {hasAny ? <div className="mb-4 flex justify-end">{create}</div> : null}
      <ListView
        query={batches}
        items={batches.data?.batches}
        loading={<SkeletonRows count={3} />}
        empty={
          <EmptyState
            icon="table"
            title={t('automations.noBatchesTitle')}
            text={t('automations.noBatchesText')}
            helpPage="guides/run-a-batch"
            action={create}
          />
        }
        searchLabel={t('automations.searchBatches')}
        textOf={({ name, appName }) => `${name} ${appName}`}
        orders={ORDERS}
      >
        {(shown) => <BatchTable batches={shown} onOpen={setOpenId} />}
      </ListView>
      {making && targets.data ? (
        <LazyDialog
          open
          part={newBatchDialog}
          props={{
            targets: targets.data.targets,
            onStarted: (batch) => {
              setMaking(false)
              setOpenId(batch.id)
            },
            onClose: () => {
              setMaking(false)
              void batches.refetch()
            },
          }}
          onClose={() => {
            setMaking(false)
            void batches.refetch()
          }}
        />
      ) : null}
      {openId ? (
        <LazyDialog
          open
          part={batchDialog}
          props={{ batchId: openId, onClose: () => setOpenId('') }}
          onClose={() => setOpenId('')}
        />
      ) : null}
    </section>
  )
}
