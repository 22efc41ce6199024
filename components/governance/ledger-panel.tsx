'use client'
import { useState } from 'react'
import { Choice } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { readLedger } from '@/lib/contracts/ledger'
import { LedgerExport } from './ledger-export'
import { LedgerList } from './ledger-list'
import { LedgerPlot } from './ledger-plot'
import { LedgerSums } from './ledger-sums'
import { RANGE_DAYS, rangeOf } from './range-of'

/** Data sent to each service. */
export function LedgerPanel() {
  const [days, setDays] = useUrlState('days')
  const selected = RANGE_DAYS.find((count) => count === days) ?? '30'
  // Fixed, so that midnight does not change the range of an open page.
  const [today] = useState(() => new Date())
  const range = rangeOf(selected, today)
  const query = useContractQuery(readLedger, { query: range, keepPrevious: true })
  return (
    <section className="flex flex-col gap-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-2xl text-muted text-sm">{t('governance.ledgerHint')}</p>
        <div className="flex gap-2">
          <Choice
            values={RANGE_DAYS}
            labelOf={(count) => t(`governance.range${count}`)}
            value={selected}
            onSelect={(count) => setDays(count === '30' ? '' : count)}
            label={t('governance.range')}
            className="w-36"
          />
          <LedgerExport range={range} />
        </div>
      </div>
      {query.error && !query.data ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <SkeletonRows count={6} />
      ) : query.data.rows.length === 0 ? (
        <EmptyState icon="shield" title={t('governance.ledgerNone')} text={t('governance.ledgerNoneText')} />
      ) : (
        <>
          <LedgerSums rows={query.data.rows} />
          <LedgerPlot days={query.data.days} range={range} />
          <LedgerList rows={query.data.rows} range={range} query={query} />
          {query.data.isCut ? <p className="text-muted text-sm">{t('governance.cut')}</p> : null}
        </>
      )}
    </section>
  )
}
