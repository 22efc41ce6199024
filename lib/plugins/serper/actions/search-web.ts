import { z } from 'zod'
import { defineAction } from '../../action'
import { listOutput, optionalOutput } from '../../shared/fields'
import { searchBody, searchInput, serperErrors } from '../serper-fields'

export default defineAction({
  id: 'search-web',
  version: 1,
  label: 'Search Google',
  description: 'Searches Google and returns titles, addresses and excerpts of pages.',
  synonyms: ['web', 'find', 'research', '搜索', '查找'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject(searchInput),
  output: z.strictObject({ results: listOutput('Results'), answer: optionalOutput('Direct answer') }),
  request: { method: 'POST', path: '/search', body: { json: searchBody } },
  errors: serperErrors,
  pick: {
    results: { list: '/organic', each: { title: '/title', url: '/link', text: '/snippet', date: '/date' } },
    answer: '/answerBox/answer',
  },
})
