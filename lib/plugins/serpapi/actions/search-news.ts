import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { listOutput, textField } from '../../shared/fields'

export default defineAction({
  id: 'search-news',
  version: 1,
  label: 'Search news',
  description: 'Searches Google News.',
  synonyms: ['articles', 'press', '新闻', '搜索'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({
    query: textField({ label: 'Query' }, { max: 500 }),
    limit: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(10)
      .meta(layout({ label: 'Maximum results', input: 'number', advanced: true, filledBy: 'author' })),
  }),
  output: z.strictObject({ results: listOutput('Results') }),
  async run({ http }, { query, limit }) {
    const response = await http({ method: 'GET', url: '/search.json', query: { engine: 'google_news', q: query } })
    const { news_results: found } = Found.parse(response.json())
    const results = found.slice(0, limit).map(({ title, link, source, date }) => ({
      title,
      url: link,
      source: source?.name ?? '',
      date: date ?? '',
    }))
    return { results }
  },
  errors: { 429: { code: 'RATE_LIMITED', message: 'The SerpApi plan has no searches left in this hour or month.' } },
})

const Found = z.object({
  news_results: z
    .array(
      z.object({
        title: z.string(),
        link: z.string().default(''),
        source: z.object({ name: z.string().optional() }).optional(),
        date: z.string().optional(),
      }),
    )
    .default([]),
})
