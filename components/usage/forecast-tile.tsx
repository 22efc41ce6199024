import { Card } from '@/components/ui/card'
import { formatCost } from '@/lib/client/format/format'
import { dateFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import type { UsageForecast } from '@/lib/contracts/usage'

const monthName = () => dateFormat({ month: 'long', timeZone: 'UTC' })

/** Forecast for the month, with its method. */
export function ForecastTile({ forecast }: { forecast: UsageForecast }) {
  const { expected, spentMicros } = forecast
  const month = monthName().format(new Date(`${forecast.month}-01T00:00:00Z`))
  return (
    <Card className="flex flex-col col-span-2 p-4 lg:col-span-1">
      <h2 className="text-muted text-xs">{t('usage.forecast')}</h2>
      <p className="mt-1 font-semibold text-2xl tabular-nums tracking-tight">
        {expected ? formatCost(expected.micros) : t(spentMicros > 0 ? 'usage.forecastEarly' : 'usage.forecastNone')}
      </p>
      {expected ? (
        <>
          <RangeBar {...expected} spentMicros={spentMicros} />
          <p className="mt-1.5 text-muted text-xs">
            {t('usage.forecastRange', { low: formatCost(expected.lowMicros), high: formatCost(expected.highMicros) })}
          </p>
        </>
      ) : null}
      <p className="mt-1 text-muted text-xs">{t('usage.forecastNow', { spent: formatCost(spentMicros), month })}</p>
      <p className="mt-1 text-faint text-xs">
        {expected === null
          ? t('usage.forecastNoneText')
          : expected.basis === 'weekdays'
            ? t('usage.forecastWeekdays')
            : t('usage.forecastMean', { days: expected.days })}
      </p>
    </Card>
  )
}

interface RangeBarProps {
  spentMicros: number
  micros: number
  lowMicros: number
  highMicros: number
}

/** Spending so far, the range of the forecast, and a mark at the expected amount. */
function RangeBar({ spentMicros, micros, lowMicros, highMicros }: RangeBarProps) {
  const maximum = Math.max(1, highMicros)
  const percent = (value: number) => `${(value / maximum) * 100}%`
  return (
    <div aria-hidden className="relative mt-2 h-1.5 overflow-hidden rounded-full bg-pressed">
      <span className="absolute inset-y-0 left-0 rounded-full bg-accent" style={{ width: percent(spentMicros) }} />
      <span
        className="absolute inset-y-0 rounded-full bg-accent/35"
        style={{ left: percent(lowMicros), width: percent(highMicros - lowMicros) }}
      />
      <span className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: percent(micros) }} />
    </div>
  )
}
