'use client'
import { StackedBars } from '@/components/ui/stacked-bars'
import { dateFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import type { AppOverview } from '@/lib/contracts/app-overview'

type Day = AppOverview['days'][number]

const COLORS = {
  accent: { dot: 'bg-accent', fill: 'fill-accent' },
  danger: { dot: 'bg-danger', fill: 'fill-danger' },
  faint: { dot: 'bg-faint/50', fill: 'fill-faint/50' },
  info: { dot: 'bg-info', fill: 'fill-info' },
  model: { dot: 'bg-hue-model', fill: 'fill-hue-model' },
  success: { dot: 'bg-success', fill: 'fill-success' },
} as const

export interface ChartSeries {
  label: string
  color: keyof typeof COLORS
  read: (day: Day) => number
}

export interface DayChartProps {
  title: string
  days: readonly Day[]
  /** Stacked from bottom to top. */
  series: readonly ChartSeries[]
  format: (value: number) => string
}

/** A stacked bar chart by day. The legend shows the total of each series. */
export function DayChart({ title, days, series, format }: DayChartProps) {
  const totals = days.map((day) => series.reduce((sum, { read }) => sum + read(day), 0))
  const peak = Math.max(...totals)
  const summary = series.map((item) => `${item.label}: ${format(sumOf(days, item))}`).join(', ')
  return (
    <figure className="flex min-w-0 flex-col rounded-lg border bg-surface p-4">
      <figcaption className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-medium text-sm">{title}</span>
        <span className="ml-auto flex flex-wrap gap-x-3 text-muted text-xs">
          {series.map((item) => (
            <span key={item.label} className="flex items-center gap-1.5">
              <span aria-hidden className={`size-2 rounded-full ${COLORS[item.color].dot}`} />
              {item.label}
              <span className="font-medium text-ink tabular-nums">{format(sumOf(days, item))}</span>
            </span>
          ))}
        </span>
      </figcaption>
      {peak === 0 ? (
        <p className="flex h-28 items-center justify-center rounded-md bg-sunken/60 text-muted text-sm">
          {t('appHome.nothingYet')}
        </p>
      ) : (
        <StackedBars
          label={`${title}: ${summary}`}
          most={peak}
          bars={days.map((day, index) => ({
            key: day.day,
            title: `${dayText(day.day)}: ${format(totals[index] ?? 0)}`,
            parts: series.map(({ label, color, read }) => ({
              key: label,
              count: read(day),
              fill: COLORS[color].fill,
            })),
          }))}
        />
      )}
      <p className="mt-1 flex justify-between text-2xs text-faint tabular-nums">
        <span>{dayText(days[0]?.day)}</span>
        <span>{peak === 0 ? null : t('appHome.peak', { value: format(peak) })}</span>
        <span>{dayText(days.at(-1)?.day)}</span>
      </p>
    </figure>
  )
}

const sumOf = (days: readonly Day[], { read }: ChartSeries) => days.reduce((sum, day) => sum + read(day), 0)

const dayText = (day: string | undefined) =>
  day === undefined
    ? ''
    : dateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
