'use client'
import { useState } from 'react'
import { Choice } from '@/components/ui/choice'
import { t } from '@/lib/client/messages/t'
import {
  LAB_MEASURES,
  type LabConfiguration,
  type LabMeasure,
  type LabMetrics,
} from '@/lib/contracts/retrieval-lab-runs'
import { intervalText, measureText, shareText } from './metric-labels'

export interface MetricPlotProps {
  configurations: readonly LabConfiguration[]
  metrics: readonly LabMetrics[]
}

/** One bar per configuration, with its interval as an error bar. */
export function MetricPlot({ configurations, metrics }: MetricPlotProps) {
  const shown = LAB_MEASURES.filter((measure) => metrics.some((metric) => metric.measures[measure].mean !== null))
  const [selected, setSelected] = useState<LabMeasure | null>(null)
  const measure = selected ?? (shown.includes('ndcg') ? 'ndcg' : (shown[0] ?? 'ndcg'))
  return (
    <figure className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
      <figcaption className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Choice
          className="w-44"
          label={t('lab.measure')}
          values={shown}
          labelOf={(value) => measureText(value).label}
          value={measure}
          onSelect={setSelected}
        />
        <span className="min-w-40 flex-1 text-muted text-xs">{measureText(measure).hint}</span>
      </figcaption>
      <ul className="flex flex-col gap-2">
        {configurations.map(({ name }, index) => {
          const metric = metrics[index]?.measures[measure]
          if (!metric) return null
          return (
            <li
              key={name}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 sm:grid-cols-[12rem_minmax(0,1fr)_7rem]"
            >
              <span className="truncate text-sm">{name}</span>
              <span className="order-3 col-span-2 sm:order-none sm:col-span-1">
                <Bar mean={metric.mean ?? 0} interval={metric.interval} />
              </span>
              <span className="text-right text-sm tabular-nums">
                {shareText(metric.mean)}
                <span className="ml-1.5 text-faint text-xs">{intervalText(metric)}</span>
              </span>
            </li>
          )
        })}
      </ul>
    </figure>
  )
}

function Bar({ mean, interval }: { mean: number; interval: { low: number; high: number } | null }) {
  const share = (value: number) => `${value * 100}%`
  return (
    <span aria-hidden className="relative block h-4 rounded-sm bg-sunken">
      <span className="absolute inset-y-0 left-0 rounded-sm bg-accent/70" style={{ width: share(mean) }} />
      {interval ? (
        <>
          <span
            className="absolute top-1/2 h-px bg-ink"
            style={{ left: share(interval.low), width: share(interval.high - interval.low) }}
          />
          <span className="absolute inset-y-1 w-px bg-ink" style={{ left: share(interval.low) }} />
          <span className="absolute inset-y-1 w-px bg-ink" style={{ left: share(interval.high) }} />
        </>
      ) : null}
    </span>
  )
}
