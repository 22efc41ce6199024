import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import { notionErrors, notionFailure, notionKinds } from '../notion-fields'

export default defineAction({
  id: 'search',
  version: 1,
  label: 'Search',
  description: 'Finds pages and databases by title.',
  synonyms: ['find', '搜索', '查找'],
  connections: notionKinds,
  effect: 'read',
  input: z.strictObject({
    query: optionalText({ label: 'Title contains' }, { max: 500 }),
    kind: z
      .enum(['page', 'database'])
      .optional()
      .meta(
        layout({ label: 'Kind', input: 'select', options: { page: 'Pages', database: 'Databases' }, advanced: true }),
      ),
    limit: limitField(20),
  }),
  output: z.strictObject({ results: listOutput('Results') }),
  request: {
    method: 'POST',
    path: '/v1/search',
    body: { json: { query: '{{query}}', filter: { property: 'object', value: '{{kind}}' } } },
  },
  failure: notionFailure,
  errors: notionErrors,
  paginate: {
    type: 'cursor',
    items: '/results',
    as: 'results',
    next: '/next_cursor',
    parameter: 'start_cursor',
    in: 'body',
    limit: 'limit',
  },
})
