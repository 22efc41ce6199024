import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { listOutput, optionalText, textField } from '../../shared/fields'

export default defineAction({
  id: 'search-web',
  version: 1,
  label: 'Search the web',
  description: 'Searches the web and returns titles, addresses and excerpts.',
  synonyms: ['find', 'research', '搜索', '查找'],
  connections: ['server'],
  effect: 'read',
  input: z.strictObject({
    query: textField({ label: 'Query' }, { max: 400 }),
    language: optionalText({ label: 'Language', placeholder: 'en', advanced: true }, { max: 10 }),
    timeRange: z
      .enum(['day', 'month', 'year'])
      .optional()
      .meta(
        layout({
          label: 'Time range',
          input: 'select',
          advanced: true,
          options: { day: 'Last day', month: 'Last month', year: 'Last year' },
        }),
      ),
    limit: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(10)
      .meta(layout({ label: 'Maximum results', input: 'number', advanced: true, filledBy: 'author' })),
  }),
  output: z.strictObject({ results: listOutput('Results') }),
  request: {
    method: 'GET',
    path: '/search',
    query: { q: '{{query}}', format: 'json', language: '{{language}}', time_range: '{{timeRange}}' },
  },
  errors: {
    403: {
      code: 'TOOL_FAILED',
      message: 'The server does not allow JSON. Add “json” to search.formats in settings.yml.',
    },
  },
  paginate: {
    type: 'page',
    items: '/results',
    as: 'results',
    parameter: 'pageno',
    limit: 'limit',
    each: { title: '/title', url: '/url', text: '/content', publishedAt: '/publishedDate' },
  },
})
