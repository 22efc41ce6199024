import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { layout } from '@/lib/graph/schema/field-layout'
import { problem } from '@/lib/messages/problems/problem'
import { defineAction } from '../../action'
import { listOutput, objectOutput, selectField, textField, textOutput } from '../../shared/fields'

const CURRENT = 'temperature_2m,apparent_temperature,relative_humidity_2m,precipitation,weather_code,wind_speed_10m'
const DAILY = 'weather_code,temperature_2m_max,temperature_2m_min,precipitation_sum,precipitation_probability_max'

/** Texts for the weather codes (WMO 4677) that the service uses, each with the last code to which it applies. */
const CONDITIONS: readonly [upTo: number, text: string][] = [
  [0, 'clear'],
  [2, 'partly cloudy'],
  [3, 'overcast'],
  [48, 'fog'],
  [57, 'drizzle'],
  [67, 'rain'],
  [77, 'snow'],
  [82, 'rain showers'],
  [86, 'snow showers'],
  [99, 'thunderstorm'],
]

export default defineAction({
  id: 'get-forecast',
  version: 1,
  label: 'Get the weather',
  description: 'Reads the current weather and the forecast for up to 16 days of a place.',
  synonyms: ['forecast', 'temperature', 'rain', '天气', '预报'],
  connections: ['none'],
  effect: 'read',
  input: z.strictObject({
    place: textField({ label: 'Place', placeholder: 'Berlin' }, { max: 200 }),
    days: z
      .number()
      .int()
      .min(1)
      .max(16)
      .default(7)
      .meta(layout({ label: 'Days', input: 'number', references: true, advanced: true })),
    units: selectField(
      { metric: 'Celsius, km/h, mm', imperial: 'Fahrenheit, mph, inches' },
      { label: 'Units', fallback: 'metric', advanced: true },
    ),
  }),
  output: z.strictObject({
    place: textOutput('Place'),
    now: objectOutput('Now'),
    days: listOutput('Days'),
    units: objectOutput('Units'),
  }),
  async run({ http }, { place, days, units }) {
    const geocoding = 'https://geocoding-api.open-meteo.com/v1/search'
    const search = await http({ method: 'GET', url: geocoding, query: { name: place, count: 1, format: 'json' } })
    const [found] = Places.parse(search.json()).results
    if (!found) throw new AppError('NOT_FOUND', problem('plugins.notFound', { service: 'Open-Meteo' }))
    const imperial = { temperature_unit: 'fahrenheit', wind_speed_unit: 'mph', precipitation_unit: 'inch' }
    const query = {
      latitude: found.latitude,
      longitude: found.longitude,
      current: CURRENT,
      daily: DAILY,
      timezone: 'auto',
      forecast_days: days,
      ...(units === 'imperial' ? imperial : {}),
    }
    const forecast = Forecast.parse((await http({ method: 'GET', url: '/v1/forecast', query })).json())
    return {
      place: [found.name, found.admin1, found.country].filter(Boolean).join(', '),
      now: nowOf(forecast.current),
      days: forecast.daily.time.map((date, index) => dayOf(forecast.daily, date, index)),
      units: {
        temperature: forecast.current_units.temperature_2m,
        precipitation: forecast.current_units.precipitation,
        wind: forecast.current_units.wind_speed_10m,
      },
    }
  },
})

const number = z.number().nullable().default(null)
const numbers = z.array(z.number().nullable())
const Places = z.object({
  results: z
    .array(
      z.object({
        name: z.string(),
        latitude: z.number(),
        longitude: z.number(),
        country: z.string().optional(),
        admin1: z.string().optional(),
      }),
    )
    .default([]),
})
const Current = z.object({
  time: z.string(),
  temperature_2m: number,
  apparent_temperature: number,
  relative_humidity_2m: number,
  precipitation: number,
  weather_code: number,
  wind_speed_10m: number,
})
const Daily = z.object({
  time: z.array(z.string()),
  weather_code: numbers,
  temperature_2m_max: numbers,
  temperature_2m_min: numbers,
  precipitation_sum: numbers,
  precipitation_probability_max: numbers,
})
const Forecast = z.object({
  current: Current,
  current_units: z.object({ temperature_2m: z.string(), precipitation: z.string(), wind_speed_10m: z.string() }),
  daily: Daily,
})

const conditionOf = (code: number | null | undefined): string =>
  code === null || code === undefined ? '' : (CONDITIONS.find(([upTo]) => code <= upTo)?.[1] ?? '')

const nowOf = (current: z.infer<typeof Current>) => ({
  time: current.time,
  temperature: current.temperature_2m,
  feelsLike: current.apparent_temperature,
  humidity: current.relative_humidity_2m,
  precipitation: current.precipitation,
  wind: current.wind_speed_10m,
  condition: conditionOf(current.weather_code),
})

const dayOf = (daily: z.infer<typeof Daily>, date: string, index: number) => ({
  date,
  condition: conditionOf(daily.weather_code[index]),
  maximum: daily.temperature_2m_max[index] ?? null,
  minimum: daily.temperature_2m_min[index] ?? null,
  precipitation: daily.precipitation_sum[index] ?? null,
  probability: daily.precipitation_probability_max[index] ?? null,
})
