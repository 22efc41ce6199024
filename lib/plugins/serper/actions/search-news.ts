import { z } from 'zod'
import { defineAction } from '../../action'
import { listOutput } from '../../shared/fields'
import { searchBody, searchInput, serperErrors } from '../serper-fields'

export default defineAction({
  id: 'search-news',
  version: 1,
  label: 'Search news',
  description: 'Searches Google News.',
  synonyms: ['articles', 'press', '新闻', '搜索'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject(searchInput),
  output: z.strictObject({ results: listOutput('Results') }),
  request: { method: 'POST', path: '/news', body: { json: searchBody } },
  errors: serperErrors,
  pick: {
    results: {
      list: '/news',
      each: { title: '/title', url: '/link', text: '/snippet', date: '/date', source: '/source' },
    },
  },
})
