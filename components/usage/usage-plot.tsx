'use client'
import { type KeyboardEvent, useState } from 'react'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { formatCost, formatCount } from '@/lib/client/format/format'
import { dateFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import type { Usage } from '@/lib/contracts/usage'
import { firstMetric } from './first-metric'
import { type Plot, type PlotMetric, type PlotStack, plotColumns, REST } from './plot-columns'
import { PlotLegend } from './plot-legend'
import { rowName } from './row-name'

const COLORS = ['bg-accent', 'bg-info', 'bg-hue-model', 'bg-success', 'bg-hue-logic', 'bg-hue-note', 'bg-faint']
const METRICS = { cost: 'usage.cost', tokens: 'usage.tokens', calls: 'usage.calls' } as const
const STACKS = { model: 'usage.byModel', app: 'usage.byApp' } as const
const shortDay = () => dateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' })

/** One column per day, stacked by model or app. The day under the pointer or the arrow keys is shown below. */
export function UsagePlot({ usage }: { usage: Usage }) {
  const [metric, setMetric] = useState<PlotMetric>(() => firstMetric(usage.sums))
  const [stack, setStack] = useState<PlotStack>('model')
  const [day, setDay] = useState<number | null>(null)
  const plot = plotColumns(usage, stack, metric)
  const format = metric === 'cost' ? formatCost : formatCount
  const colorOf = (index: number) => (plot.parts[index] === REST ? 'bg-faint' : (COLORS[index] ?? 'bg-faint'))
  const rows = usage.by[stack].rows
  const legend = plot.parts.map((id, index) => {
    const row = rows.find((item) => item.id === id) ?? null
    const total = plot.totals[index] ?? 0
    const rowsOfPart =
      id === REST ? rows.filter((item) => !plot.parts.includes(item.id)) : rows.filter((item) => item.id === id)
    return {
      id,
      total,
      color: colorOf(index),
      label: id === REST ? t('usage.rest') : rowName(row, stack),
      isUnpriced: metric === 'cost' && total === 0 && rowsOfPart.some(({ unpricedCalls }) => unpricedCalls > 0),
    }
  })
  const isUnpriced = legend.length > 0 && legend.every((part) => part.isUnpriced)
  const isEmpty = plot.totals.every((total) => total === 0)
  const emptyText = isUnpriced ? 'usage.plotUnpriced' : metric === 'cost' ? 'usage.plotFree' : 'usage.plotEmpty'
  const column = day === null ? null : (plot.columns[day] ?? null)
  return (
    <Card>
      <CardHeader className="flex-wrap">
        <CardTitle>{t('usage.plotTitle')}</CardTitle>
        <div className="flex flex-wrap gap-2">
          <SegmentedControl
            size="sm"
            label={t('usage.metric')}
            value={metric}
            onValueChange={setMetric}
            options={(['cost', 'tokens', 'calls'] as const).map((value) => ({ value, label: t(METRICS[value]) }))}
          />
          <SegmentedControl
            size="sm"
            label={t('usage.stackBy')}
            value={stack}
            onValueChange={setStack}
            options={(['model', 'app'] as const).map((value) => ({ value, label: t(STACKS[value]) }))}
          />
        </div>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        {isEmpty ? (
          <p className="text-muted text-sm">{t(emptyText)}</p>
        ) : (
          <Columns
            plot={plot}
            colorOf={colorOf}
            day={day}
            onDay={setDay}
            most={format(plot.most)}
            label={t('usage.plotOf', {
              metric: t(METRICS[metric]),
              most: format(plot.most),
              count: plot.columns.length,
            })}
          />
        )}
        <PlotLegend parts={legend} column={column} today={usage.today} format={format} />
      </CardContent>
    </Card>
  )
}

interface ColumnsProps {
  plot: Plot
  colorOf: (part: number) => string
  day: number | null
  onDay: (day: number | null) => void
  /** Label of the top line. */
  most: string
  label: string
}

function Columns({ plot, colorOf, day, onDay, most, label }: ColumnsProps) {
  const { columns } = plot
  const last = columns.length - 1
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (event.key === 'Escape') onDay(null)
    if (step === undefined) return
    event.preventDefault()
    onDay(Math.min(last, Math.max(0, (day ?? (step > 0 ? -1 : last + 1)) + step)))
  }
  return (
    <div>
      <div className="mb-1 border-line border-b border-dashed text-2xs text-faint tabular-nums">{most}</div>
      <div
        role="img"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move between days.
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerLeave={() => onDay(null)}
        onBlur={() => onDay(null)}
        className="flex h-44 items-stretch border-line-strong border-b md:h-56"
      >
        {columns.map((column, index) => (
          <div
            key={column.day}
            onPointerEnter={() => onDay(index)}
            className={cn('flex min-w-0 flex-1 flex-col-reverse px-px', day === index && 'bg-hover')}
          >
            {column.values.map((value, part) =>
              value === 0 ? null : (
                <span
                  key={plot.parts[part]}
                  className={cn(
                    'min-h-px w-full shrink-0',
                    colorOf(part),
                    day !== null && day !== index && 'opacity-50',
                  )}
                  style={{ height: `${(value / plot.most) * 100}%` }}
                />
              ),
            )}
          </div>
        ))}
      </div>
      <div className="mt-1 flex justify-between text-2xs text-faint tabular-nums">
        {[0, Math.floor(last / 2), last].map((index, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: three positions of the axis.
          <span key={position}>
            {columns[index] ? shortDay().format(new Date(`${columns[index].day}T00:00:00Z`)) : null}
          </span>
        ))}
      </div>
    </div>
  )
}
