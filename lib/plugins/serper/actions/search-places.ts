import { z } from 'zod'
import { defineAction } from '../../action'
import { listOutput } from '../../shared/fields'
import { searchBody, searchInput, serperErrors } from '../serper-fields'

export default defineAction({
  id: 'search-places',
  version: 1,
  label: 'Search places',
  description: 'Searches Google Maps for shops, restaurants and other places.',
  synonyms: ['maps', 'local', 'address', '地点', '地图'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject(searchInput),
  output: z.strictObject({ places: listOutput('Places') }),
  request: { method: 'POST', path: '/places', body: { json: searchBody } },
  errors: serperErrors,
  pick: {
    places: {
      list: '/places',
      each: {
        name: '/title',
        address: '/address',
        rating: '/rating',
        category: '/category',
        phone: '/phoneNumber',
        website: '/website',
        latitude: '/latitude',
        longitude: '/longitude',
      },
    },
  },
})
