'use client'
import { useQueries } from '@tanstack/react-query'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { queryKey } from '@/lib/client/queries/query-keys'
import { MEASURED_DAYS, type MeasuredDays } from '@/lib/contracts/card-params'
import { getModelCard } from '@/lib/contracts/model-cards'
import { oneOf } from '@/lib/core/one-of'
import { WindowPicker } from '../cards/window-picker'
import { keyOf, parseCompared, writeCompared } from './compared-models'
import { ComparisonTable } from './comparison-table'

export function ComparePage() {
  const [inAddress, setModels] = useUrlState('models')
  const [daysInAddress, setDays] = useUrlState('days')
  const days = oneOf(MEASURED_DAYS, daysInAddress) ?? '7'
  const selected = parseCompared(inAddress)
  return (
    <PageBody>
      <PageHeader
        back={{ href: `/models/catalog?compare=${encodeURIComponent(inAddress)}`, label: t('catalog.back') }}
        title={t('catalog.compareTitle')}
        description={t('catalog.compareHint')}
        actions={<WindowPicker value={days} onChange={(next) => setDays(next === '7' ? '' : next)} />}
      />
      {selected.length === 0 ? (
        <EmptyState
          icon="columns"
          title={t('catalog.compareEmptyTitle')}
          text={t('catalog.compareEmptyText')}
          action={
            <Button asChild variant="primary">
              <Link href="/models/catalog">{t('catalog.back')}</Link>
            </Button>
          }
        />
      ) : (
        <Comparison
          selected={selected}
          days={days}
          onRemove={(key) => setModels(writeCompared(selected.filter((model) => keyOf(model) !== key)))}
        />
      )}
    </PageBody>
  )
}

interface ComparisonProps {
  selected: readonly { connection: string; model: string }[]
  days: MeasuredDays
  onRemove: (key: string) => void
}

function Comparison({ selected, days, onRemove }: ComparisonProps) {
  const cards = useQueries({
    queries: selected.map(({ connection, model }) => {
      const options = { params: { connectionId: connection, model }, query: { days } }
      return {
        queryKey: queryKey(getModelCard, options),
        queryFn: ({ signal }: { signal: AbortSignal }) => request(getModelCard, { ...options, signal }),
      }
    }),
  })
  const failed = cards.find(({ error }) => error)
  if (failed) return <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />
  const loaded = cards.flatMap(({ data }) => data ?? [])
  if (loaded.length < selected.length) return <SkeletonRows count={8} />
  return <ComparisonTable cards={loaded} onRemove={onRemove} />
}
