'use client'
import { Icon } from '@/components/ui/icon'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { t } from '@/lib/client/messages/t'
import type { Forecast } from '@/lib/contracts/forecast'
import { figureText } from './figure-text'
import { ForecastTable } from './forecast-table'
import { useForecast, useFreshForecast } from './use-forecast'

/** By the Run button: what a run is expected to cost and take; opened, by node and with where each figure comes from. */
export function ForecastButton() {
  useFreshForecast()
  const forecast = useForecast()
  if (!forecast) return null
  return (
    <Popover>
      <PopoverTrigger className="flex h-8 items-center gap-1.5 rounded-md px-2 text-muted text-xs tabular-nums hover:bg-hover hover:text-ink">
        <Icon name="telescope" size={14} />
        <span className="sr-only">{t('forecast.title')}</span>
        <span className="max-lg:sr-only" data-forecast>
          {summaryOf(forecast)}
        </span>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-[640px]">
        <ForecastTable forecast={forecast} />
      </PopoverContent>
    </Popover>
  )
}

function summaryOf({ total: { cost, duration } }: Forecast): string {
  if (!cost.range && !duration.range) return t('forecast.noDataYet')
  return [
    cost.range ? figureText(cost, 'cost') : t('forecast.unknownCost'),
    duration.range ? figureText(duration, 'duration') : t('forecast.unknownTime'),
  ].join(' · ')
}
