import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalObject } from '../../shared/fields'
import { notionErrors, notionFailure, notionId, notionKinds } from '../notion-fields'

export default defineAction({
  id: 'query-database',
  version: 1,
  label: 'Query a database',
  description: 'Reads the pages of a Notion database, optionally with a filter.',
  synonyms: ['rows', 'table', 'list', '查询', '数据库'],
  connections: notionKinds,
  effect: 'read',
  input: z.strictObject({
    database: notionId({ label: 'Database' }),
    filter: optionalObject({ label: 'Filter', help: 'A filter object of the Notion API.', advanced: true }),
    limit: limitField(100),
  }),
  output: z.strictObject({ pages: listOutput('Pages') }),
  request: { method: 'POST', path: '/v1/databases/{{database}}/query', body: { json: { filter: '{{filter}}' } } },
  failure: notionFailure,
  errors: notionErrors,
  paginate: {
    type: 'cursor',
    items: '/results',
    as: 'pages',
    next: '/next_cursor',
    parameter: 'start_cursor',
    in: 'body',
    limit: 'limit',
    each: { id: '/id', url: '/url', properties: '/properties', updatedAt: '/last_edited_time' },
  },
})
