import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { listOutput, textField } from '../../shared/fields'
import { languageField } from '../languages'

export default defineAction({
  id: 'search-articles',
  version: 1,
  label: 'Search articles',
  description: 'Finds articles of Wikipedia by text.',
  synonyms: ['find', '搜索', '查找'],
  connections: ['none'],
  effect: 'read',
  input: z.strictObject({
    query: textField({ label: 'Query' }, { max: 300 }),
    language: languageField,
    limit: z
      .number()
      .int()
      .min(1)
      .max(50)
      .default(5)
      .meta(layout({ label: 'Maximum results', input: 'number', advanced: true })),
  }),
  output: z.strictObject({ articles: listOutput('Articles') }),
  request: {
    method: 'GET',
    path: 'https://{{language}}.wikipedia.org/w/rest.php/v1/search/page',
    query: { q: '{{query}}', limit: '{{limit}}' },
  },
  pick: {
    articles: { list: '/pages', each: { title: '/title', description: '/description', excerpt: '/excerpt' } },
  },
})
