import { formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { LedgerRow } from '@/lib/contracts/ledger'

/** The four totals of the period. */
export function LedgerSums({ rows }: { rows: readonly LedgerRow[] }) {
  const outside = rows.filter(({ isInside }) => !isInside)
  const sum = (ledgerRows: readonly LedgerRow[], column: 'calls' | 'characters') =>
    ledgerRows.reduce((total, row) => total + row[column], 0)
  const inside = rows.filter(({ isInside }) => isInside)
  const numbers = [
    { label: t('governance.places'), value: new Set(outside.map(({ provider, host }) => `${provider} ${host}`)).size },
    { label: t('governance.charactersSent'), value: sum(outside, 'characters') },
    { label: t('governance.callsSent'), value: sum(outside, 'calls') },
    { label: t('governance.stayed'), value: sum(inside, 'calls') },
  ]
  return (
    <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
      {numbers.map(({ label, value }) => (
        <div key={label} className="rounded-lg border bg-surface px-4 py-3">
          <dt className="text-muted text-xs">{label}</dt>
          <dd className="mt-0.5 font-semibold text-xl tabular-nums">{formatCount(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
