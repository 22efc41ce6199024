import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { listOutput, selectField, textField } from '../../shared/fields'

export default defineAction({
  id: 'search-web',
  version: 1,
  label: 'Search the web',
  description: 'Searches with Google, Bing or DuckDuckGo and returns titles, addresses and excerpts of pages.',
  synonyms: ['google', 'find', 'research', '搜索', '查找'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({
    query: textField({ label: 'Query' }, { max: 500 }),
    engine: selectField(
      { google: 'Google', bing: 'Bing', duckduckgo: 'DuckDuckGo' },
      { label: 'Search engine', fallback: 'google', filledBy: 'author' },
    ),
    limit: z
      .number()
      .int()
      .min(1)
      .max(50)
      .default(10)
      .meta(layout({ label: 'Maximum results', input: 'number', advanced: true, filledBy: 'author' })),
  }),
  output: z.strictObject({ results: listOutput('Results') }),
  async run({ http }, { query, engine, limit }) {
    const response = await http({ method: 'GET', url: '/search.json', query: { engine, q: query } })
    const { organic_results: found } = Found.parse(response.json())
    const results = found.slice(0, limit).map(({ title, link, snippet, source }) => ({
      title,
      url: link,
      text: snippet ?? '',
      source: source ?? '',
    }))
    return { results }
  },
  errors: { 429: { code: 'RATE_LIMITED', message: 'The SerpApi plan has no searches left in this hour or month.' } },
})

/** The lists are absent if nothing was found. */
const Found = z.object({
  organic_results: z
    .array(
      z.object({ title: z.string(), link: z.string(), snippet: z.string().optional(), source: z.string().optional() }),
    )
    .default([]),
})
