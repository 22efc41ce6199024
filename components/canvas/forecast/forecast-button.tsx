'use client'
import { useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { LazyDialog } from '@/components/ui/lazy-part'
import { Tooltip } from '@/components/ui/tooltip'
import { t } from '@/lib/client/messages/t'
import type { Forecast } from '@/lib/contracts/forecast'
import { forecastPanel } from '../lazy/parts'
import { estimateText, isUnknown } from './estimate-text'
import { useForecast, useFreshForecast } from './use-forecast'

/**
 * Expected cost and duration of a run, next to the Run button. Opens a table by node with the source of each estimate.
 */
export function ForecastButton() {
  useFreshForecast()
  const forecast = useForecast()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  if (!forecast) return null
  return (
    <>
      <Tooltip content={t('forecast.title')} side="bottom">
        <button
          ref={button}
          type="button"
          aria-haspopup="dialog"
          aria-expanded={open}
          onPointerEnter={() => void forecastPanel.load().catch(() => null)}
          onClick={() => setOpen(!open)}
          className="flex h-8 items-center gap-1.5 rounded-md px-2 text-muted text-xs tabular-nums hover:bg-hover hover:text-ink"
        >
          <Icon name="telescope" size={14} />
          <span className="sr-only">{t('forecast.title')}</span>
          <span className="max-2xl:sr-only" data-forecast>
            {summaryOf(forecast)}
          </span>
        </button>
      </Tooltip>
      <LazyDialog
        part={forecastPanel}
        open={open}
        props={{ button, open, onOpenChange: setOpen, forecast }}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

function summaryOf({ total: { cost, duration } }: Forecast): string {
  if (isUnknown(cost) && isUnknown(duration)) return t('forecast.noDataYet')
  return [
    isUnknown(cost) ? t('forecast.unknownCost') : estimateText(cost, 'cost'),
    isUnknown(duration) ? t('forecast.unknownTime') : estimateText(duration, 'duration'),
  ].join(' · ')
}
