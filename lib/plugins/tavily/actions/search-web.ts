import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { listOutput, textField } from '../../shared/fields'

export default defineAction({
  id: 'search-web',
  version: 1,
  label: 'Search the web',
  description: 'Searches the web and returns titles, addresses and the relevant text of pages.',
  synonyms: ['google', 'find', 'research', '搜索', '查找'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({
    query: textField({ label: 'Query' }, { max: 400 }),
    topic: z
      .enum(['general', 'news'])
      .default('general')
      .meta(layout({ label: 'Topic', input: 'select', options: { general: 'General', news: 'News' }, advanced: true })),
    limit: z
      .number()
      .int()
      .min(1)
      .max(20)
      .default(5)
      .meta(layout({ label: 'Maximum results', input: 'number', advanced: true, filledBy: 'author' })),
  }),
  output: z.strictObject({ results: listOutput('Results') }),
  request: {
    method: 'POST',
    path: '/search',
    body: { json: { query: '{{query}}', topic: '{{topic}}', max_results: '{{limit}}' } },
  },
  errors: {
    432: { code: 'TOOL_FAILED', message: 'The Tavily plan has no requests left this month.' },
    433: { code: 'TOOL_FAILED', message: 'The pay-as-you-go limit of the Tavily account is reached.' },
  },
  pick: {
    results: { list: '/results', each: { title: '/title', url: '/url', text: '/content', score: '/score' } },
  },
})
