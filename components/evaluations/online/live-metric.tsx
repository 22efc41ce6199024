'use client'
import { Badge } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import type { OnlineMetric } from '@/lib/contracts/online-rules'
import { Sparkline } from '../charts/sparkline'
import { points } from '../labels'

const share = (value: number): string => `${Math.min(100, Math.max(0, 100 * value))}%`
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`

/** Means by version with their intervals, and the trend by day. */
export function LiveMetric({ metric, name }: { metric: OnlineMetric; name: string }) {
  const { versions, days } = metric
  return (
    <li className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h4 className="font-medium text-sm">{name}</h4>
        <Drift metric={metric} />
        <span className="ml-auto">
          <Sparkline values={days.map(({ mean }) => mean)} label={t('onlineScoring.trend', { count: days.length })} />
        </span>
      </div>
      <ul className="flex flex-col gap-1">
        {versions.map(({ versionNumber, mean, interval, count, noVerdict }) => (
          <li
            key={versionNumber}
            className="grid grid-cols-[6rem_minmax(0,1fr)] items-center gap-x-3 gap-y-0.5 text-sm sm:grid-cols-[6rem_minmax(0,1fr)_19rem]"
          >
            <span className="truncate text-muted">{t('evaluations.version', { number: versionNumber ?? 0 })}</span>
            <span aria-hidden className="relative block h-3 rounded-sm bg-sunken">
              <span className="absolute inset-y-0 left-1/2 w-px bg-line" />
              {interval ? (
                <span
                  className="absolute top-1/2 h-0.5 -translate-y-1/2 bg-muted"
                  style={{ left: share(interval.low), width: share(interval.high - interval.low) }}
                />
              ) : null}
              {mean === null ? null : (
                <span
                  className="absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rounded-full bg-accent"
                  style={{ left: share(mean) }}
                />
              )}
            </span>
            <span className="col-start-2 text-xs tabular-nums sm:col-start-3 sm:text-right">
              {mean === null || interval === null
                ? t('evaluations.noVerdict')
                : t('onlineScoring.mean', {
                    mean: percent(mean),
                    low: percent(interval.low),
                    high: percent(interval.high),
                    count,
                  })}
              {noVerdict > 0 ? ` · ${t('onlineScoring.noVerdicts', { count: noVerdict })}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </li>
  )
}

function Drift({ metric: { drift } }: { metric: OnlineMetric }) {
  const { state, interval, reference, count } = drift
  if (state === 'collecting' || interval === null)
    return <span className="text-muted text-xs">{t('onlineScoring.collecting', { count: reference })}</span>
  const text = t('onlineScoring.drift', { low: points(interval.low, true), high: points(interval.high, true), count })
  return (
    <span className="flex items-center gap-2 text-muted text-xs">
      <Badge tone={state === 'worse' ? 'danger' : 'success'}>
        {t(state === 'worse' ? 'onlineScoring.worse' : 'onlineScoring.steady')}
      </Badge>
      {text}
    </span>
  )
}
