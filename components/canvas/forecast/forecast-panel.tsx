'use client'
import type { RefObject } from 'react'
import { Popover, PopoverAt, PopoverContent } from '@/components/ui/popover'
import type { Forecast } from '@/lib/contracts/forecast'
import { ForecastTable } from './forecast-table'

export interface ForecastPanelProps {
  button: RefObject<HTMLButtonElement | null>
  open: boolean
  onOpenChange: (open: boolean) => void
  forecast: Forecast
}

export function ForecastPanel({ button, open, onOpenChange, forecast }: ForecastPanelProps) {
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverAt at={button} />
      <PopoverContent
        align="end"
        className="w-[640px]"
        // The button handles closing itself.
        onInteractOutside={(event) => {
          if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault()
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          button.current?.focus()
        }}
      >
        <ForecastTable forecast={forecast} />
      </PopoverContent>
    </Popover>
  )
}
