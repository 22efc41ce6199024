import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { formatCost, formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { Usage } from '@/lib/contracts/usage'
import { costText } from './cost-text'
import { ForecastTile } from './forecast-tile'
import { daysOf } from './usage-range'

/** Totals of the range, and the forecast for the month. */
export function UsageTiles({ usage }: { usage: Usage }) {
  const { sums } = usage
  const { main, note } = costText(sums)
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-[1fr_1fr_1fr_1fr_1.4fr]">
      <Tile label={t('usage.cost')} value={main}>
        {note ?? changeText(usage)}
      </Tile>
      <Tile label={t('usage.tokens')} value={formatCount(sums.inputTokens + sums.outputTokens)}>
        {t('usage.tokensDetail', { input: formatCount(sums.inputTokens), output: formatCount(sums.outputTokens) })}
        {sums.cachedInputTokens > 0 ? (
          <span className="block">{t('usage.cachedTokens', { tokens: formatCount(sums.cachedInputTokens) })}</span>
        ) : null}
      </Tile>
      <Tile label={t('usage.calls')} value={formatCount(sums.calls)}>
        <span className={sums.failures > 0 ? 'text-danger' : undefined}>
          {sums.failures > 0 ? t('usage.failedCalls', { count: sums.failures }) : t('usage.noFailures')}
        </span>
      </Tile>
      <Tile label={t('usage.saved')} value={formatCost(sums.savedMicros)}>
        {t('usage.cachedCalls', { count: sums.cachedCalls })}
      </Tile>
      <ForecastTile forecast={usage.forecast} />
    </div>
  )
}

function Tile({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <Card className="flex flex-col p-4">
      <h2 className="text-muted text-xs">{label}</h2>
      <p className="mt-1 font-semibold text-2xl tabular-nums tracking-tight">{value}</p>
      <p className="mt-1 text-balance text-muted text-xs">{children}</p>
    </Card>
  )
}

/** Compared with the previous period, if both have prices. */
function changeText({ from, to, sums, before }: Usage): string {
  const days = daysOf({ from, to }).length
  if (before.costMicros === 0) return before.calls === 0 ? t('usage.noBefore', { days }) : ''
  const percent = Math.round((sums.costMicros / before.costMicros - 1) * 100)
  if (percent === 0) return t('usage.same', { days })
  return percent > 0 ? t('usage.more', { percent, days }) : t('usage.less', { percent: -percent, days })
}
