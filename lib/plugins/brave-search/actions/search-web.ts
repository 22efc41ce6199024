import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalList, optionalText, textField } from '../../shared/fields'

export default defineAction({
  id: 'search-web',
  version: 1,
  label: 'Search the web',
  description: 'Searches the web and returns titles, addresses and descriptions.',
  synonyms: ['find', 'research', '搜索', '查找'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({
    query: textField({ label: 'Query' }, { max: 400 }),
    country: optionalText({ label: 'Country', placeholder: 'us', advanced: true, filledBy: 'author' }, { max: 2 }),
    limit: z
      .number()
      .int()
      .min(1)
      .max(20)
      .default(10)
      .meta(layout({ label: 'Maximum results', input: 'number', advanced: true, filledBy: 'author' })),
  }),
  output: z.strictObject({ results: optionalList('Results') }),
  request: {
    method: 'GET',
    path: '/res/v1/web/search',
    query: { q: '{{query}}', country: '{{country}}', count: '{{limit}}' },
  },
  pick: {
    results: { list: '/web/results', each: { title: '/title', url: '/url', text: '/description', age: '/age' } },
  },
})
