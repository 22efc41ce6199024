'use client'
import { makePart } from '@/components/ui/part'

/** The button imports the other parts, so that this one in the same file would create an import cycle. */
export const forecastButton = makePart(() =>
  import('../forecast/forecast-button').then((module) => module.ForecastButton),
)
