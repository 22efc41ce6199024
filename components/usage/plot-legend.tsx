import { cn } from '@/components/ui/cn'
import { dateFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import type { PlotColumn } from './plot-columns'

export interface LegendPart {
  id: string
  color: string
  label: string
  total: number
  /** Whether the price is unknown, which the legend says instead of showing zero. */
  isUnpriced: boolean
}

export interface PlotLegendProps {
  parts: readonly LegendPart[]
  /** The inspected day. Null for all days. */
  column: PlotColumn | null
  today: string
  format: (value: number) => string
}

const longDay = () => dateFormat({ dateStyle: 'full', timeZone: 'UTC' })

/** Legend with the values of the inspected day, or of all days. */
export function PlotLegend({ parts, column, today, format }: PlotLegendProps) {
  const total = column ? column.total : parts.reduce((sum, part) => sum + part.total, 0)
  return (
    <div aria-live="polite">
      <p className="flex flex-wrap items-baseline gap-x-3 font-medium text-sm">
        {column ? longDay().format(new Date(`${column.day}T00:00:00Z`)) : t('usage.plotAll')}
        <span className="tabular-nums">
          {parts.length > 0 && parts.every(({ isUnpriced }) => isUnpriced) ? t('usage.unpriced') : format(total)}
        </span>
        {column?.day === today ? <span className="font-normal text-muted text-xs">{t('usage.plotToday')}</span> : null}
      </p>
      <ul className="mt-2 grid grid-cols-1 gap-x-6 gap-y-1 text-xs sm:grid-cols-2 lg:grid-cols-3">
        {parts.map((part, index) => (
          <li key={part.id} className="flex min-w-0 items-center gap-2">
            <span aria-hidden className={cn('size-2.5 shrink-0 rounded-xs', part.color)} />
            <span className="min-w-0 flex-1 truncate text-muted">{part.label}</span>
            <span className="tabular-nums">
              {part.isUnpriced ? t('usage.unpriced') : format(column ? (column.values[index] ?? 0) : part.total)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
