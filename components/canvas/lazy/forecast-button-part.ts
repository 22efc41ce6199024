'use client'
import { makeFirstPart } from '@/components/ui/part'

/** The button imports the other parts, so that this one in the same file would create an import cycle. */
export const forecastButton = makeFirstPart(() =>
  import('../forecast/forecast-button').then((module) => module.ForecastButton),
)
