'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { blockingError } from '@/lib/client/http/blocking-error'
import { buildUrl } from '@/lib/client/http/build-url'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { downloadUsage, getUsage } from '@/lib/contracts/usage'
import { BreakdownSection } from './breakdown-section'
import { RangePicker } from './range-picker'
import { UsagePlot } from './usage-plot'
import { usageRange } from './usage-range'
import { UsageTiles } from './usage-tiles'

/** Totals, daily plot and breakdowns of a range. */
export function UsagePanel() {
  const [choice, setChoice] = useUrlState('range')
  const range = usageRange(choice)
  const usage = useContractQuery(getUsage, { query: range, keepPrevious: true })
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <RangePicker choice={choice} onSelect={(next) => setChoice(next === '30' ? '' : next)} />
        <Button asChild>
          <a href={buildUrl(downloadUsage.path, {}, range)} download aria-label={t('usage.downloadCsvLabel')}>
            <Icon name="download" size={14} />
            {t('usage.downloadCsv')}
          </a>
        </Button>
      </div>
      {blockingError(usage) ? (
        <ErrorPanel error={usage.error} onRetry={() => void usage.refetch()} />
      ) : !usage.data ? (
        <Loading />
      ) : (
        <>
          <UsageTiles usage={usage.data} />
          {usage.data.sums.calls === 0 ? (
            <EmptyState
              icon="coins"
              title={t('usage.noUseTitle')}
              text={t('usage.noUseText')}
              action={
                <Button asChild>
                  <Link href="/apps">{t('common.goToApps')}</Link>
                </Button>
              }
            />
          ) : (
            <>
              <UsagePlot usage={usage.data} />
              <BreakdownSection usage={usage.data} />
            </>
          )}
        </>
      )}
    </div>
  )
}

function Loading() {
  return (
    <>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4" role="status" aria-busy>
        {['cost', 'tokens', 'calls', 'saved'].map((tile) => (
          <Skeleton key={tile} className="h-24" />
        ))}
      </div>
      <Skeleton className="h-72" />
      <SkeletonRows count={4} />
    </>
  )
}
