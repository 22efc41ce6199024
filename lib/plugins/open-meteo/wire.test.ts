import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const places = {
  results: [
    { id: 2950159, name: 'Berlin', latitude: 52.52437, longitude: 13.41053, country: 'Germany', admin1: 'Berlin' },
  ],
}
const forecast = {
  current_units: { temperature_2m: '°C', precipitation: 'mm', wind_speed_10m: 'km/h' },
  current: {
    time: '2026-11-30T08:00',
    temperature_2m: 3.4,
    apparent_temperature: 0.1,
    relative_humidity_2m: 80,
    precipitation: 0,
    weather_code: 3,
    wind_speed_10m: 12.5,
  },
  daily: {
    time: ['2026-11-30', '2026-12-01'],
    weather_code: [61, 71],
    temperature_2m_max: [5, 1],
    temperature_2m_min: [0, -3],
    precipitation_sum: [2.5, null],
    precipitation_probability_max: [90, 40],
  },
}

test('finds the place and reads its forecast', async () => {
  const { outputs, requests } = await callWire({
    action: 'open-meteo/get-forecast',
    input: { place: 'Berlin', days: 2, units: 'imperial' },
    replies: [{ json: places }, { json: forecast }],
  })
  expect(requests[0]?.url).toBe('https://geocoding-api.open-meteo.com/v1/search?name=Berlin&count=1&format=json')
  const query = new URL(requests[1]?.url ?? '').searchParams
  expect([query.get('latitude'), query.get('forecast_days'), query.get('temperature_unit')]).toEqual([
    '52.52437',
    '2',
    'fahrenheit',
  ])
  expect(outputs).toEqual({
    place: 'Berlin, Berlin, Germany',
    now: {
      time: '2026-11-30T08:00',
      temperature: 3.4,
      feelsLike: 0.1,
      humidity: 80,
      precipitation: 0,
      wind: 12.5,
      condition: 'overcast',
    },
    days: [
      { date: '2026-11-30', condition: 'rain', maximum: 5, minimum: 0, precipitation: 2.5, probability: 90 },
      { date: '2026-12-01', condition: 'snow', maximum: 1, minimum: -3, precipitation: null, probability: 40 },
    ],
    units: { temperature: '°C', precipitation: 'mm', wind: 'km/h' },
  })
})

test('reports a place that does not exist', async () => {
  const { error } = await callWire({
    action: 'open-meteo/get-forecast',
    input: { place: 'Xyzzy' },
    replies: [{ json: { generationtime_ms: 0.5 } }],
  })
  expect(error?.code).toBe('NOT_FOUND')
})

testCommonFailures({ action: 'open-meteo/get-forecast', label: 'Open-Meteo', input: { place: 'Berlin' } })
