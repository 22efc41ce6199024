import { StackedBars } from '@/components/ui/stacked-bars'
import { formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { LedgerRange, readLedger } from '@/lib/contracts/ledger'
import { providerLabel } from './provider-label'
import { daysOf } from './range-of'

const FILLS = ['fill-accent', 'fill-info', 'fill-success', 'fill-warning', 'fill-faint']
const DOTS = ['bg-accent', 'bg-info', 'bg-success', 'bg-warning', 'bg-faint']
const LAST = FILLS.length - 1

type Days = ResponseOf<typeof readLedger>['days']

/** Characters per day, one color per service; smaller services share the last color. */
export function LedgerPlot({ days, range }: { days: Days; range: LedgerRange }) {
  const providers = rankProviders(days)
  const all = daysOf(range)
  const byDay = new Map(all.map((day) => [day, new Map<string, number>()]))
  for (const { day, provider, characters } of days) byDay.get(day)?.set(provider, characters)
  const totals = all.map((day) => [...(byDay.get(day)?.values() ?? [])].reduce((sum, value) => sum + value, 0))
  const most = Math.max(1, ...totals)
  return (
    <figure className="rounded-lg border bg-surface p-4">
      <figcaption className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
        <span className="font-semibold text-sm">{t('governance.plot')}</span>
        {providers.map((provider, index) => (
          <span key={provider} className="flex items-center gap-1.5 text-muted">
            <span aria-hidden className={`size-2 rounded-full ${DOTS[Math.min(index, LAST)]}`} />
            {providerLabel(provider)}
          </span>
        ))}
        {days.length > 0 ? <span className="ml-auto text-faint tabular-nums">{formatCount(most)}</span> : null}
      </figcaption>
      {days.length === 0 ? (
        <p className="text-muted text-sm">{t('governance.plotEmpty')}</p>
      ) : (
        <StackedBars
          label={t('governance.plot')}
          most={most}
          bars={all.map((day, index) => ({
            key: day,
            title: `${day} · ${formatCount(totals[index] ?? 0)}`,
            parts: providers.map((provider, rank) => ({
              key: provider,
              count: byDay.get(day)?.get(provider) ?? 0,
              fill: FILLS[Math.min(rank, LAST)],
            })),
          }))}
        />
      )}
      <p className="mt-1 flex justify-between text-2xs text-faint tabular-nums">
        <span>{range.from}</span>
        <span>{range.to}</span>
      </p>
    </figure>
  )
}

function rankProviders(days: Days): string[] {
  const sums = new Map<string, number>()
  for (const { provider, characters } of days) sums.set(provider, (sums.get(provider) ?? 0) + characters)
  return [...sums].sort((a, b) => b[1] - a[1]).map(([provider]) => provider)
}
