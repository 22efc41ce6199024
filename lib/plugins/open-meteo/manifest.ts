import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'open-meteo',
  label: 'Open-Meteo',
  description: 'Reads the current weather and the forecast for any place.',
  categories: ['search'],
  synonyms: ['weather', 'forecast', 'temperature', 'rain', '天气', '预报', '气温'],
  logo: 'bootstrap-icons:cloud-sun-fill',
  docsUrl: 'https://open-meteo.com/en/docs',
  baseUrl: 'https://api.open-meteo.com',
  hosts: ['api.open-meteo.com', 'geocoding-api.open-meteo.com'],
  connections: [{ id: 'none', label: 'No connection', kind: 'none' }],
  rateLimits: [{ calls: 600, seconds: 60 }],
})
