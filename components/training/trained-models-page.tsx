'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listTrainedModels, type TrainedModelSummary } from '@/lib/contracts/training'
import { isOpen } from './stage-badge'
import { TrainedModelTable } from './trained-model-table'

const POLL_MS = 2_000
const ORDERS: Readonly<Record<string, ListOrder<TrainedModelSummary>>> = {
  newest: {
    get label() {
      return t('training.sortNewest')
    },
    compare: byNewest((model) => model.updatedAt),
  },
  name: {
    get label() {
      return t('training.sortName')
    },
    compare: byText((model) => model.name),
  },
}
const textOf = ({ name, description, classes }: TrainedModelSummary) => [name, description, ...classes].join(' ')

export function TrainedModelsPage() {
  const canEdit = useHasRole('editor')
  const models = useContractQuery(listTrainedModels, {
    refetchInterval: (data) => (data?.models.some(({ job }) => job && isOpen(job)) ? POLL_MS : false),
  })
  const add = canEdit ? (
    <Button variant="primary" asChild>
      <Link href="/models/trained/new">{t('training.add')}</Link>
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader title={t('training.title')} description={t('training.titleHint')} actions={add} />
      <ListView
        query={models}
        items={models.data?.models}
        loading={<SkeletonRows count={4} />}
        empty={
          <EmptyState
            icon="wand"
            title={t('training.emptyTitle')}
            text={t('training.emptyText')}
            helpPage="guides/train-a-classifier"
            action={add}
          />
        }
        searchLabel={t('training.searchLabel')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => <TrainedModelTable models={shown} />}
      </ListView>
    </PageBody>
  )
}
