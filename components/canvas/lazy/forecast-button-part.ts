'use client'
import { makePart } from '@/components/ui/part'

/** In a file of its own, because the button loads parts itself. */
export const forecastButton = makePart(() =>
  import('../forecast/forecast-button').then((module) => module.ForecastButton),
)
